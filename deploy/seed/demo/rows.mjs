// @ts-check
import { dayOf, localTime, plusDays } from '../periods/days.mjs';
import { FEED_START } from './series.mjs';

/** @typedef {import('./feed.mjs').DemoFeed} Feed */
/** @typedef {import('./feed.mjs').Report} Report */

/** Reports of periods that ended longer ago than this never arrive in the live month. */
const LONGEST_WAY = 190;

/**
 * A report as `POST /observations` takes it.
 * @param {Report} report
 */
export function rowOf({ indicator, unit, period, value, numerator, denominator, reason, at }) {
  return {
    indicator,
    unit,
    period,
    value,
    ...(numerator === undefined ? {} : { numerator, denominator }),
    ...(reason === undefined ? {} : { reason }),
    recordedAt: new Date(at).toISOString(),
  };
}

/**
 * What was reported before the live month, a month of periods at a time, newest first: first the values, then the
 * corrections of that month's values.
 * @param {Feed} feed
 * @returns {Generator<{ values: Report[], corrections: Report[] }>}
 */
export function* backfillMonths(feed) {
  for (const months of monthsBack(feed, monthOf(FEED_START))) {
    const reports = months.filter(({ at }) => at < feed.liveAt);
    yield {
      values: reports.filter((report) => report.at === report.firstAt),
      corrections: reports.filter((report) => report.at !== report.firstAt),
    };
  }
}

/**
 * What is reported in the live month up to the feed's last day, in the order of report times.
 * @param {Feed} feed
 * @returns {Report[]}
 */
export function liveReports(feed) {
  /** @type {Report[]} */
  const reports = [];
  for (const months of monthsBack(feed, monthOf(plusDays(feed.liveFrom, -LONGEST_WAY))))
    for (const report of months)
      if (report.at >= feed.liveAt && report.at < feed.closesAt) reports.push(report);
  return reports.sort((a, b) => a.at - b.at || (keyOf(a) < keyOf(b) ? -1 : 1));
}

/**
 * Reports by month of the period's last day, from the live month back; with it come those of periods that end later
 * in the year and are reported in advance.
 * @param {Feed} feed
 * @param {string} oldest
 */
function* monthsBack(feed, oldest) {
  yield [
    ...feed.reportsInAdvance(plusDays(lastOfMonth(feed.liveFrom), 1), `${feed.until.slice(0, 4)}-12-31`),
    ...feed.reportsEndingIn(feed.liveFrom, lastOfMonth(feed.liveFrom)),
  ];
  for (let first = feed.liveFrom; first > oldest;) {
    first = monthOf(plusDays(first, -1));
    yield feed.reportsEndingIn(first, lastOfMonth(first));
  }
}

/** @param {Report} report */
const keyOf = ({ indicator, unit, period }) => `${indicator}:${unit}:${period}`;

/** @param {string} day */
const monthOf = (day) => `${day.slice(0, 7)}-01`;

/** @param {string} first */
function lastOfMonth(first) {
  const [year = 0, month = 0] = first.split('-').map(Number);
  return dayOf(year, month + 1, 0);
}

/**
 * Where the business clock stands before the live month: one minute before it.
 * @param {Feed} feed
 */
export const clockBefore = (feed) => new Date(localTime(feed.liveFrom) - 60_000).toISOString();
