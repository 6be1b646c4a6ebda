// @ts-check
import { RefusedError } from './gateway.mjs';

const TELL_EVERY = 1_000;

/**
 * Shows progress on the page at most once a second; nothing depends on it, so a refusal is printed once and forgotten.
 * @param {Pick<import('./loader.mjs').Means, 'gateway' | 'print'>} means
 */
export function progressTeller({ gateway, print }) {
  let toldAt = -TELL_EVERY;
  let refused = false;
  return async (/** @type {string} */ task, /** @type {number} */ done, /** @type {number} */ total) => {
    if (done < total && performance.now() - toldAt < TELL_EVERY) return;
    toldAt = performance.now();
    print(`${task}: ${done} of ${total}`);
    if (refused) return;
    try {
      await gateway.post('/progress', { task, done, total }, { once: true });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refused = true;
      print(error.message);
    }
  };
}
