// @ts-check
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits so that values go out evenly; a slow answer delays the next values instead of bunching them.
 * @param {number} rate values a second
 */
export function pacer(rate) {
  let dueAt = performance.now();
  return async () => {
    const now = performance.now();
    dueAt = Math.max(dueAt + 1000 / rate, now - 1000 / rate);
    if (dueAt > now) await wait(dueAt - now);
  };
}
