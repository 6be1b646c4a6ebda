// @ts-check
import { batchesOf } from '../client/loader.mjs';
import { incompletePublications } from './incomplete.mjs';
import { publishedHistory } from './published.mjs';

/**
 * Sends the published history as backfill; years of which provinces are missing stay provisional until they are closed
 * as partial at the end.
 * @param {import('../client/loader.mjs').Loader} loader
 */
export async function loadHistory(loader) {
  if (loader.isWhole('partial publications')) return;
  const values = publishedHistory();
  const task = { name: 'history', shownAs: /** @type {const} */ ('history'), total: values.length };
  await loader.rows(task, batchesOf(values), (observations) => ({
    path: '/observations',
    body: { observations, cause: 'backfill' },
  }));
  await loader.once('partial publications', '/publications', incompletePublications(values));
}
