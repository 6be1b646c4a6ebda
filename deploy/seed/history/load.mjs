// @ts-check
import { batchesOf } from '../client/loader.mjs';
import { publishedHistory } from './published.mjs';

/**
 * Sends the published history as backfill.
 * @param {ReturnType<typeof import('../client/loader.mjs').loader>} load
 */
export async function loadHistory(load) {
  if (load.isWhole('history')) return;
  const values = publishedHistory();
  await load.rows('history', 'history', values.length, batchesOf(values), (observations) => ({
    path: '/observations',
    body: { observations, cause: 'backfill' },
  }));
}
