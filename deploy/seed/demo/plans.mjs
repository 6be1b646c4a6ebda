// @ts-check
import { periodsEndingIn } from '../periods/period.mjs';
import { CUMULATIVE } from './measures.mjs';
import { plantedFor } from './planted.mjs';
import { plannedGoodness, valueAt } from './profile.mjs';
import { reporterOn } from './series.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('../periods/period.mjs').Period} Period */
/** @typedef {{ period: string, value: number }} Point */
/** @typedef {{ indicator: string, unit: string, base: Point, target: Point, shape: 'linear', issuer: string, demo: true }} Plan */

const ISSUER = 'Kế hoạch minh hoạ (demo plan)';
/** Disbursement runs from almost nothing in January to nearly all in December. */
const YEAR_OF_MONEY = { january: 3, december: 95 };

/**
 * A linear demo plan for each scored leading indicator and unit, from the first period fed to the end of the feed's
 * last year or of the unit.
 * @param {import('./feed.mjs').DemoFeed} feed
 * @returns {Plan[]}
 */
export function demoPlans(feed) {
  const horizon = `${feed.until.slice(0, 4)}-12-31`;
  return feed.series.flatMap((one) => {
    if (!one.scored || one.indicator.kind !== 'leading') return [];
    const later = plantedFor(feed.planted.laterPlans, one);
    const periods = plannedPeriods(one, horizon).filter(({ id }) => !later || id >= later.base);
    const [base, target] = [periods[0], periods.at(-1)];
    if (!base || !target || base === target) return [];
    const profile = feed.profile(one);
    return [
      {
        indicator: one.indicator.code,
        unit: one.unit,
        base: pointOf(one, base, profile),
        target: pointOf(one, target, profile),
        shape: 'linear',
        issuer: ISSUER,
        demo: true,
      },
    ];
  });
}

/**
 * @param {Series} series
 * @param {string} horizon
 */
function plannedPeriods(series, horizon) {
  const periods = periodsEndingIn(series.cut, series.start, horizon).filter(
    ({ id, last }) => id >= series.start.slice(0, 4) && reporterOn(series, last) !== undefined,
  );
  if (!CUMULATIVE.has(series.indicator.code)) return periods;
  const year = periods.at(-1)?.id.slice(0, 4) ?? '';
  return periods.filter(({ id }) => id.startsWith(year));
}

/**
 * @param {Series} series
 * @param {Period} period
 * @param {import('./profile.mjs').Profile} profile
 * @returns {Point}
 */
function pointOf(series, period, profile) {
  if (series.indicator.code === 'TASK.PLAN')
    return { period: period.id, value: period.id <= series.start ? 0 : 1 };
  if (CUMULATIVE.has(series.indicator.code)) {
    const { january, december } = YEAR_OF_MONEY;
    const month = Number(period.last.slice(5, 7));
    return { period: period.id, value: rounded(january + ((december - january) * (month - 1)) / 11) };
  }
  const goodness = plannedGoodness(profile, series, period.last);
  return { period: period.id, value: rounded(valueAt(series, Math.min(1, goodness))) };
}

/** @param {number} value */
const rounded = (value) => Math.round(value * 100) / 100;
