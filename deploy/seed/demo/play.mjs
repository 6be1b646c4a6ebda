// @ts-check
import { pacer } from '../client/pace.mjs';
import { ResultCounter } from '../client/results.mjs';
import { clockBefore, liveReports, rowOf } from './rows.mjs';

/** @typedef {import('./feed.mjs').Report} Report */
/** @typedef {import('../client/loader.mjs').Means} Means */

const TELL_EVERY = 1_000;
const TASK = 'live month';
const OVER = 'live month, all';

/** The live month: one value after the other in the order of report times, from the first that was not yet played. */
export class LiveMonth {
  #means;
  #reports;

  /**
   * @param {Means} means
   * @param {import('./feed.mjs').DemoFeed} feed
   */
  constructor(means, feed) {
    this.#means = means;
    this.feed = feed;
    this.results = new ResultCounter(means.print);
    this.#reports = this.#played(OVER) > 0 ? [] : liveReports(feed);
    this.total = this.#played(OVER) || this.#reports.length;
  }

  /** Sets the business clock to the evening before the live month, once. */
  async announce() {
    if (this.#played() === 0) await this.#tell('waiting', { now: clockBefore(this.feed) });
  }

  /**
   * @param {number} rate values a second
   * @param {Promise<void>} backfilled when all values are recorded that a correction can refer to
   */
  async play(rate, backfilled) {
    const pace = pacer(rate);
    let toldAt = -TELL_EVERY;
    this.#means.print(`live month: ${this.#played()} of ${this.total} values played`);
    for (const report of this.#reports.slice(this.#played())) {
      if (report.firstAt < this.feed.liveAt && report.at !== report.firstAt) await backfilled;
      await pace();
      await this.#send(report);
      if (performance.now() - toldAt < TELL_EVERY) continue;
      toldAt = performance.now();
      await this.#tell('playing');
    }
    await this.#tell('over');
    this.#means.progress.set(OVER, this.total);
    this.#means.print(
      `live month: over on ${this.feed.until}, ${this.total} values, ${this.results.returned} returned`,
    );
  }

  /** @param {Report} report */
  async #send(report) {
    const observations = [rowOf(report)];
    this.results.count(
      await this.#means.gateway.post('/observations', { observations, demo: true }),
      observations,
    );
    this.#means.progress.set(TASK, this.#played() + 1);
  }

  #played(task = TASK) {
    return this.#means.progress.done(task);
  }

  /**
   * @param {'waiting' | 'playing' | 'over'} state
   * @param {{ now?: string }} [more]
   */
  #tell(state, more = {}) {
    const { liveFrom: from, until } = this.feed;
    const played = this.#played();
    return this.#means.gateway.post('/demo', { state, from, until, played, total: this.total, ...more });
  }
}
