import { complain, say } from './steps.mjs';

/** Thrown through a start that was asked to stop. */
export class Stopped extends Error {}

/**
 * What has been started, and its one orderly end: last started, first stopped. A second signal does not wait; what still
 * runs then is the watchdog's.
 */
export function lifecycle() {
  const closers = [];
  let ending;
  async function closeAll() {
    for (const { title, close } of closers.toReversed()) {
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
    onEnd: (title, close) => closers.push({ title, close }),
    end,
    /** Between two steps of the start: does not go on when the end has begun. */
    check() {
      if (ending) throw new Stopped();
    },
  };
}

export function endOnSignals(life) {
  let asked = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      asked += 1;
      if (asked > 1) process.exit(130);
      void life.end(0, `\nStopping (${signal}) …`);
    });
}
