// @ts-check
import { batchesOf } from '../client/loader.mjs';
import { demoPlans } from './plans.mjs';
import { backfillMonths, rowOf } from './rows.mjs';

/** @typedef {ReturnType<typeof import('./feed.mjs').demoFeed>} Feed */

/**
 * Sends the demo plans and everything reported before the live month.
 * @param {ReturnType<typeof import('../client/loader.mjs').loader>} load
 * @param {Feed} feed
 */
export async function loadDemo(load, feed) {
  if (load.isWhole('demo')) return;
  const plans = demoPlans(feed);
  await load.rows('demo plans', 'demo', plans.length, batchesOf(plans), (rows) => ({
    path: '/plans',
    body: { plans: rows },
  }));
  await load.rows('demo', 'demo', countOf(feed), backfillBatches(feed), (rows) => ({
    path: '/observations',
    body: { observations: rows.map(rowOf), cause: 'backfill', demo: true },
  }));
}

/** @param {Feed} feed */
function countOf(feed) {
  let count = 0;
  for (const { values, corrections } of backfillMonths(feed)) count += values.length + corrections.length;
  return count;
}

/**
 * A correction goes out once the values of its month are recorded, else it would arrive as the first value.
 * @param {Feed} feed
 */
function* backfillBatches(feed) {
  for (const { values, corrections } of backfillMonths(feed)) {
    yield* batchesOf(values);
    yield undefined;
    yield* batchesOf(corrections);
  }
}
