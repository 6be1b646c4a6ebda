import { type LiveEvent } from '#contracts';
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { addressOf } from '../api/answers.js';
import { dependsOn } from './depends-on.js';
import { type LiveMessage, type LiveState, openLiveSource } from './live-source.js';

interface Live {
  state: LiveState;
  paused: boolean;
  /** Changes that came while paused. */
  waiting: boolean;
  pause: (paused: boolean) => void;
}
const LiveContext = createContext<Live>({
  state: 'off',
  paused: false,
  waiting: false,
  pause: () => undefined,
});
export const useLive = () => useContext(LiveContext);

/** Several changes of one moment are fetched together; the eye does not see 120 ms. */
const GATHER_MS = 120;

/** Hears what changed and asks again exactly those questions that depend on it. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const [paused, setPaused] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const refresher = useRef<Refresher>(null);
  refresher.current ??= new Refresher(client, setWaiting);

  useEffect(() => {
    const heard = (message: LiveMessage | { state: LiveState }) => {
      if ('state' in message) setState(message.state);
      else refresher.current?.hear(message);
    };
    return openLiveSource(addressOf('/live'), ['change', 'reset'], heard);
  }, []);

  const live = useMemo(
    () => ({
      state,
      paused,
      waiting,
      pause: (next: boolean) => {
        setPaused(next);
        refresher.current?.pause(next);
      },
    }),
    [state, paused, waiting],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** A question is never asked twice at once: what changes while its answer is on the way is asked for afterwards. */
class Refresher {
  private readonly dirty = new Set<string>();
  private readonly asking = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private paused = false;

  constructor(
    private readonly client: QueryClient,
    private readonly onWaiting: (waiting: boolean) => void,
  ) {}

  hear(message: LiveMessage): void {
    const changes = message.type === 'reset' ? undefined : (JSON.parse(message.data) as LiveEvent).changes;
    for (const query of this.client.getQueryCache().getAll())
      if (dependsOn(query.meta, query.state.data, changes)) this.dirty.add(query.queryHash);
    if (this.paused) this.onWaiting(this.dirty.size > 0);
    else this.timer ??= setTimeout(() => this.refresh(), GATHER_MS);
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.onWaiting(false);
    if (!paused) this.refresh();
  }

  private refresh(): void {
    this.timer = undefined;
    for (const hash of this.dirty) {
      if (this.asking.has(hash) || this.paused) continue;
      this.dirty.delete(hash);
      const query = this.client.getQueryCache().get(hash);
      if (query) void this.ask(hash, query);
    }
  }

  private async ask(hash: string, query: Query): Promise<void> {
    this.asking.add(hash);
    await this.client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    this.asking.delete(hash);
    if (this.dirty.has(hash) && !this.paused) this.timer ??= setTimeout(() => this.refresh(), GATHER_MS);
  }
}
