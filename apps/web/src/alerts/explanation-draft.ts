export interface Draft {
  reason: string;
  action: string;
  newDate: string;
}
const EMPTY: Draft = { reason: '', action: '', newDate: '' };
const keyOf = (alert: string) => `chiso.explanation.${alert}`;

/** A draft outlives the closed dialog and the closed window, on this browser only. */
export function readDraft(alert: string): Draft {
  const kept = localStorage.getItem(keyOf(alert));
  return kept ? { ...EMPTY, ...(JSON.parse(kept) as Partial<Draft>) } : EMPTY;
}

export const keepDraft = (alert: string, draft: Draft): void =>
  localStorage.setItem(keyOf(alert), JSON.stringify(draft));
export const forgetDraft = (alert: string): void => localStorage.removeItem(keyOf(alert));
