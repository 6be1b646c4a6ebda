// @ts-check
import { setTimeout as wait } from 'node:timers/promises';
import { chunks, sendInOrder } from './batches.mjs';
import { RefusedError } from './gateway.mjs';
import { resultCounter } from './results.mjs';

const REQUEST_ROWS = 500;
const CATALOGUE_ROWS = 1_000;
const IN_FLIGHT = 2;
const REPORT_EVERY = 1_000;

/** @typedef {ReturnType<typeof import('./gateway.mjs').gatewayClient>} Gateway */
/** @typedef {ReturnType<typeof import('./progress-file.mjs').progressFile>} ProgressFile */
/** @typedef {{ gateway: Gateway, progress: ProgressFile, print: (line: string) => void }} Means */

/**
 * The requests of the loader, each task remembered so that a second start goes on where the first one stopped.
 * @param {Means} means
 */
export function loader({ gateway, progress, print }) {
  const results = resultCounter(print);
  const tell = progressTeller(gateway, print);

  return {
    returned: results.returned,
    /**
     * Whether an earlier start has sent all of a task.
     * @param {string} task
     */
    isWhole: (task) => progress.done(`${task}, all`) > 0,
    /** @param {readonly unknown[]} entries */
    async catalogue(entries) {
      for (const rows of chunks(entries, CATALOGUE_ROWS)) {
        const answer = await gateway.post('/catalogue', { entries: rows });
        results.count(answer, rows);
      }
    },
    /**
     * @template T
     * @param {string} task
     * @param {'history' | 'demo'} shownAs
     * @param {number} total rows of the task
     * @param {Iterable<T[] | undefined>} batches
     * @param {(rows: T[]) => { path: string, body: unknown }} request
     */
    async rows(task, shownAs, total, batches, request) {
      const before = progress.done(task);
      const startedAt = performance.now();
      let sent = 0;
      await sendInOrder(batches, {
        inFlight: IN_FLIGHT,
        from: before,
        send: async (rows) => {
          const { path, body } = request(rows);
          results.count(await gateway.post(path, body), rows);
          sent += rows.length;
          await tell(shownAs, Math.min(total, before * REQUEST_ROWS + sent), total);
        },
        answered: (count) => progress.set(task, count),
      });
      progress.set(`${task}, all`, total);
      await tell(shownAs, total, total);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      print(`${task}: ${sent} values sent in ${seconds} s, ${results.returned()} returned`);
    },
  };
}

/**
 * Batches of one list of rows, as large as a request may be.
 * @template T
 * @param {readonly T[]} rows
 */
export const batchesOf = (rows) => chunks(rows, REQUEST_ROWS);

/**
 * Shows progress on the page at most once a second; nothing depends on it.
 * @param {Gateway} gateway
 * @param {(line: string) => void} print
 */
function progressTeller(gateway, print) {
  let toldAt = -REPORT_EVERY;
  let refused = false;
  return async (/** @type {string} */ task, /** @type {number} */ done, /** @type {number} */ total) => {
    if (done < total && performance.now() - toldAt < REPORT_EVERY) return;
    toldAt = performance.now();
    print(`${task}: ${done} of ${total}`);
    if (refused) return;
    await gateway
      .post('/progress', { task, done, total }, { once: true })
      .catch((/** @type {unknown} */ error) => {
        if (!(error instanceof RefusedError)) throw error;
        refused = true;
        print(error.message);
      });
  };
}

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
