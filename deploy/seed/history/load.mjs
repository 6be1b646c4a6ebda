// @ts-check
import { batchesOf } from '../client/loader.mjs';
import { publishedHistory } from './published.mjs';

/**
 * Sends the published history as backfill.
 * @param {import('../client/loader.mjs').Loader} loader
 */
export async function loadHistory(loader) {
  if (loader.isWhole('history')) return;
  const values = publishedHistory();
  const task = { name: 'history', shownAs: /** @type {const} */ ('history'), total: values.length };
  await loader.rows(task, batchesOf(values), (observations) => ({
    path: '/observations',
    body: { observations, cause: 'backfill' },
  }));
}
