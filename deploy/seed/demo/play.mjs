// @ts-check
import { pacer } from '../client/loader.mjs';
import { resultCounter } from '../client/results.mjs';
import { clockBefore, liveReports, rowOf } from './rows.mjs';

/** @typedef {ReturnType<typeof import('./feed.mjs').demoFeed>} Feed */
/** @typedef {import('../client/loader.mjs').Means} Means */

const TELL_EVERY = 1_000;
const TASK = 'live month';
const OVER = 'live month, all';

/**
 * The live month: one value after the other in the order of report times, from the first that was not yet played.
 * @param {Means} means
 * @param {Feed} feed
 * @param {number} rate
 */
export function player({ gateway, progress, print }, feed, rate) {
  const wasOver = progress.done(OVER) > 0;
  const reports = wasOver ? [] : liveReports(feed);
  const total = wasOver ? progress.done(TASK) : reports.length;
  const results = resultCounter(print);
  const tell = (/** @type {'waiting' | 'playing' | 'over'} */ state, /** @type {object} */ more = {}) =>
    gateway.post('/demo', {
      state,
      from: feed.liveFrom,
      until: feed.until,
      played: progress.done(TASK),
      total,
      ...more,
    });

  return {
    total,
    returned: results.returned,
    /** Sets the business clock to the evening before the live month, once. */
    async announce() {
      if (progress.done(TASK) === 0) await tell('waiting', { now: clockBefore(feed) });
    },
    /** @param {Promise<void>} backfilled when all values are recorded that a correction can refer to */
    async play(backfilled) {
      const pace = pacer(rate);
      let toldAt = -TELL_EVERY;
      print(`live month: ${progress.done(TASK)} of ${total} values played`);
      for (let next = progress.done(TASK); next < total; next = progress.done(TASK)) {
        const report = /** @type {import('./feed.mjs').Report} */ (reports[next]);
        if (report.firstAt < feed.liveAt && report.at !== report.firstAt) await backfilled;
        await pace();
        const observations = [rowOf(report)];
        results.count(await gateway.post('/observations', { observations, demo: true }), observations);
        progress.set(TASK, next + 1);
        if (performance.now() - toldAt < TELL_EVERY) continue;
        toldAt = performance.now();
        await tell('playing');
      }
      await tell('over');
      progress.set(OVER, total);
      print(`live month: over on ${feed.until}, ${total} values, ${results.returned()} returned`);
    },
  };
}
