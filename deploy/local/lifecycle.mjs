import { complain, say } from './steps.mjs';

/** Thrown through a start that was asked to stop. */
export class Stopped extends Error {}

/**
 * What has been started, and its one end, in the order of the stages: what feeds the system first, the database last.
 */
export function lifecycle() {
  const closers = [];
  let ending;
  async function closeAll() {
    for (const { title, close } of closers.toSorted((a, b) => a.stage - b.stage)) {
      const from = performance.now();
      try {
        await close();
        if (title) say(`  ✓ ${title} stopped (${((performance.now() - from) / 1000).toFixed(1)} s)`);
      } catch (error) {
        complain(`  ${title ?? 'cleaning up'}: ${error.message}`);
      }
    }
  }
  const end = (code, reason) => {
    if (ending) return ending;
    if (reason) (code === 0 ? say : complain)(reason);
    ending = closeAll().then(() => process.exit(code));
    return ending;
  };
  return {
    /** `stage`: those with a lower one end first. Without a title it ends in silence. */
    onEnd: (stage, title, close) => closers.push({ stage, title, close }),
    end,
    /** Between two steps of the start: does not go on when the end has begun. */
    check() {
      if (ending) throw new Stopped();
    },
  };
}

/** npm passes a Ctrl-C on to its script, which has had it from the terminal already: two signals at once are one wish. */
const ECHO_MS = 1000;

/** The first signal ends all in order; a later one does not wait, and what still runs then is the watchdog's. */
export function endOnSignals(life) {
  let first;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (first !== undefined && performance.now() - first > ECHO_MS) process.exit(130);
      first ??= performance.now();
      void life.end(0, `\nStopping (${signal}) …`);
    });
}
