import { type CallersResponse } from '#contracts';
import { useSyncExternalStore } from 'react';
import { useAnswer } from '../api/answers.js';

const KEPT_AS = 'chiso.act-as';
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Who acts on this browser until sign-in exists; the header goes with every command. */
export function chooseActor(header: string): void {
  localStorage.setItem(KEPT_AS, header);
  for (const listener of listeners) listener();
}

export interface ActingAs {
  header: string;
  position: { nameVi: string; nameEn: string };
}

export function useActor(): { actor: ActingAs | undefined; callers: CallersResponse | undefined } {
  const callers = useAnswer<CallersResponse>('/callers').data;
  const chosen = useSyncExternalStore(subscribe, () => localStorage.getItem(KEPT_AS));
  const choice = callers?.actors.find((each) => each.header === chosen);
  return { actor: choice ? { header: choice.header, position: choice } : callers?.current, callers };
}
