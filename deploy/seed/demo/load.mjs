// @ts-check
import { batchesOf } from '../client/loader.mjs';
import { demoPlans } from './plans.mjs';
import { backfillMonths, rowOf } from './rows.mjs';

/** @typedef {import('./feed.mjs').DemoFeed} DemoFeed */

const shownAs = /** @type {const} */ ('demo');

/**
 * Sends the demo plans and everything reported before the live month.
 * @param {import('../client/loader.mjs').Loader} loader
 * @param {DemoFeed} feed
 */
export async function loadDemo(loader, feed) {
  if (loader.isWhole('demo')) return;
  const plans = demoPlans(feed);
  await loader.rows({ name: 'demo plans', shownAs, total: plans.length }, batchesOf(plans), (rows) => ({
    path: '/plans',
    body: { plans: rows },
  }));
  await loader.rows({ name: 'demo', shownAs, total: countOf(feed) }, backfillBatches(feed), (rows) => ({
    path: '/observations',
    body: { observations: rows.map(rowOf), cause: 'backfill', demo: true },
  }));
}

/** @param {DemoFeed} feed */
function countOf(feed) {
  let count = 0;
  for (const { values, corrections } of backfillMonths(feed)) count += values.length + corrections.length;
  return count;
}

/**
 * A correction goes out once the values of its month are recorded, else it would arrive as the first value.
 * @param {DemoFeed} feed
 */
function* backfillBatches(feed) {
  for (const { values, corrections } of backfillMonths(feed)) {
    yield* batchesOf(values);
    yield undefined;
    yield* batchesOf(corrections);
  }
}
