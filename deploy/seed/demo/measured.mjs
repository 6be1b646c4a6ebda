// @ts-check
import { COUNT_OF, COUNTS, LEVELS, SERVICE_GROUPS } from './measures.mjs';
import { actualGoodness } from './profile.mjs';
import { bell, random, seedOf } from './random.mjs';
import { quantised, rateOf } from './rates.mjs';
import { FEED_START, reporterOn } from './series.mjs';
import { daysBetween } from '../periods/days.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('./profile.mjs').Profile} Profile */
/** @typedef {import('./planted.mjs').Planted} Planted */
/** @typedef {import('../periods/period.mjs').Period} Period */
/** @typedef {import('./rates.mjs').Measured} Measured */
/** @typedef {{ find: (indicator: string, unit: string) => Series | undefined, profile: (series: Series) => Profile, planted: Planted }} Context */

/**
 * The true value of a series for a period, before gaps and wrong reports.
 * @param {Series} series
 * @param {Period} period
 * @param {Context} context
 * @returns {Measured}
 */
export function measuredOf(series, period, context) {
  const code = series.indicator.code;
  if (series.indicator.numerator_vi !== '')
    return rateOf(series, period, context.profile(series), context.planted);
  if (code in COUNT_OF) return { value: countOfRate(series, period, context) };
  if (code in SERVICE_GROUPS) return { value: serviceGroup(series, code, period, context) };
  if (code === 'SVC.766.TOTAL') return { value: serviceTotal(series, period, context) };
  if (code === 'TASK.PLAN') return { value: planIssued(series, period) };
  if (code in LEVELS) return { value: economy(series, period) };
  return { value: count(series, period) };
}

/**
 * A count that is one side of a rate, of the same unit or else of the body that reports it.
 * @param {Series} series
 * @param {Period} period
 * @param {Context} context
 */
function countOfRate(series, period, context) {
  const { rate, side } = /** @type {import('./measures.mjs').CountOf} */ (COUNT_OF[series.indicator.code]);
  const partner =
    context.find(rate, series.unit) ?? context.find(rate, reporterOn(series, period.last) ?? '');
  if (!partner) return count(series, period);
  const { numerator = 0, denominator = 0 } = rateOf(
    partner,
    period,
    context.profile(partner),
    context.planted,
  );
  return side === 'numerator' ? numerator : denominator - numerator;
}

/**
 * @param {Series} series
 * @param {string} code
 * @param {Period} period
 * @param {Context} context
 */
function serviceGroup(series, code, period, context) {
  const total = context.find('SVC.766.TOTAL', series.unit) ?? series;
  const next = random(seedOf('value', code, series.unit, period.id));
  const goodness =
    actualGoodness(context.profile(total), total, period.last, context.planted) + 0.04 * bell(next);
  const share = 0.5 + 0.5 * Math.min(1, Math.max(0, goodness));
  return Math.round((SERVICE_GROUPS[code] ?? 0) * share * 100) / 100;
}

/**
 * @param {Series} series
 * @param {Period} period
 * @param {Context} context
 */
const serviceTotal = (series, period, context) =>
  quantised(
    Object.keys(SERVICE_GROUPS).reduce((sum, code) => sum + serviceGroup(series, code, period, context), 0),
  );

/**
 * Whether the yearly plan was issued: nine in ten are.
 * @param {Series} series
 * @param {Period} period
 */
const planIssued = (series, period) =>
  random(seedOf('value', series.indicator.code, series.unit, period.id))() < 0.9 ? 1 : 0;

/**
 * @param {Series} series
 * @param {Period} period
 */
function economy(series, period) {
  const { start, perYear, noise, swing } = /** @type {import('./measures.mjs').Level} */ (
    LEVELS[series.indicator.code]
  );
  const next = random(seedOf('value', series.indicator.code, series.unit, period.id));
  const years = daysBetween(FEED_START, period.last) / 365.25;
  const month = Number(period.last.slice(5, 7));
  const level = start + perYear * years + swing * Math.cos(((month - 11) / 6) * Math.PI) + noise * bell(next);
  return Math.round(level * 10) / 10;
}

/**
 * @param {Series} series
 * @param {Period} period
 */
function count(series, period) {
  const usual = COUNTS[series.indicator.code];
  if (!usual) throw new Error(`demo/measures.mjs names no size for ${series.indicator.code}`);
  const next = random(seedOf('value', series.indicator.code, series.unit, period.id));
  const mean = series.unitKind === 'province' ? usual.province : usual.body;
  return Math.max(0, Math.round(mean + 0.6 * Math.sqrt(mean) * bell(next)));
}
