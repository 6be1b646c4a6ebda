/** One event of /live as it came; the data themselves are fetched by conditional GET. */
export interface LiveMessage {
  type: string;
  data: string;
}
export type LiveState = 'connecting' | 'live' | 'off';
type Listener = (message: LiveMessage | { state: LiveState }) => void;

const CHANNEL = 'chiso.live';

/**
 * One EventSource per browser: the page that holds the lock listens and passes each message on to the other pages;
 * when it closes, the next one takes over. Where the browser has no locks each page listens for itself.
 */
export function openLiveSource(url: string, types: readonly string[], listener: Listener): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const leaving = new AbortController();
  channel.onmessage = (event: MessageEvent<Parameters<Listener>[0]>) => listener(event.data);
  const tellAll: Listener = (message) => {
    listener(message);
    channel.postMessage(message);
  };
  const lead = () => listenUntilLeft(url, types, tellAll, leaving.signal);
  if (navigator.locks) {
    navigator.locks.request(CHANNEL, { signal: leaving.signal }, lead).catch(() => undefined);
    listener({ state: 'live' });
  } else void lead();
  return () => {
    leaving.abort();
    channel.close();
  };
}

function listenUntilLeft(
  url: string,
  types: readonly string[],
  tell: Listener,
  left: AbortSignal,
): Promise<void> {
  const source = new EventSource(url);
  source.onopen = () => tell({ state: 'live' });
  source.onerror = () => tell({ state: source.readyState === EventSource.CLOSED ? 'off' : 'connecting' });
  const pass = (event: MessageEvent<string>) => tell({ type: event.type, data: event.data });
  source.onmessage = pass;
  for (const type of types) source.addEventListener(type, pass);
  return new Promise((resolve) => {
    left.addEventListener('abort', () => {
      source.close();
      resolve();
    });
  });
}
