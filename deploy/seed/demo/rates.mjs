// @ts-check
import { daysBetween } from '../periods/days.mjs';
import { CUMULATIVE, PROVINCE_SIZES, SIZES } from './measures.mjs';
import { actualGoodness, valueAt } from './profile.mjs';
import { bell, between, random, seedOf } from './random.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('./profile.mjs').Profile} Profile */
/** @typedef {import('./planted.mjs').Planted} Planted */
/** @typedef {import('../periods/period.mjs').Period} Period */
/** @typedef {{ value: number, numerator?: number, denominator?: number }} Measured */

/** A random week of the demo must not look like the planted breach of the on-time rule. */
const QUIET_ABOVE = /** @type {Record<string, number>} */ ({ 'TASK.ONTIME': 0.64 });
const BAD_END = 0.02;
const GOOD_END = 0.985;
const COMMUNE = 0.1;

/** @param {number} value */
export const quantised = (value) => Math.round(value * 1e9) / 1e9;

/**
 * A ratio from whole parts.
 * @param {Series} series
 * @param {number} numerator
 * @param {number} denominator
 * @returns {Measured}
 */
export const ratioOf = (series, numerator, denominator) => ({
  value: quantised((numerator / denominator) * Number(series.indicator.ratio_factor)),
  numerator,
  denominator,
});

/**
 * A rate of a period: a denominator of the unit's size and the numerator nearest to the wanted goodness.
 * @param {Series} series
 * @param {Period} period
 * @param {Profile} profile
 * @param {Planted} planted
 */
export function rateOf(series, period, profile, planted) {
  const next = random(seedOf('value', series.indicator.code, series.unit, period.id));
  const denominator = denominatorOf(series, period, next);
  const noisy = actualGoodness(profile, series, period.last, planted) + profile.noise * bell(next);
  const goodness = Math.min(GOOD_END, Math.max(BAD_END, noisy));
  const value = CUMULATIVE.has(series.indicator.code) ? ranUp(goodness, period) : valueAt(series, goodness);
  const share = value / Number(series.indicator.ratio_factor);
  const floor = Math.ceil((QUIET_ABOVE[series.indicator.code] ?? 0) * denominator);
  return ratioOf(series, Math.max(floor, Math.round(share * denominator)), denominator);
}

/**
 * Percent of the year's money spent at a month's end: slow first, the better the body the fuller the year's end.
 * @param {number} goodness
 * @param {Period} period
 */
function ranUp(goodness, period) {
  const year = Number(period.last.slice(5, 7)) / 12;
  return (70 + 28 * goodness) * (0.3 * year + 0.7 * year ** 2);
}

/**
 * @param {Series} series
 * @param {Period} period
 * @param {() => number} next
 */
function denominatorOf(series, period, next) {
  const code = series.indicator.code;
  const size = SIZES[code];
  if (!size) throw new Error(`demo/measures.mjs names no size for ${code}`);
  if (size.days) return daysBetween(period.first, period.last) + 1;
  const wobble = size.steady ? 1 : between(next, 0.85, 1.15);
  return Math.max(size.steady ? 8 : 5, Math.round(usualSize(series, size) * wobble));
}

/**
 * @param {Series} series
 * @param {import('./measures.mjs').Size} size
 */
function usualSize({ indicator, unit, unitKind }, size) {
  if (unitKind === 'province') return PROVINCE_SIZES[indicator.code] ?? size.base;
  const own = between(random(seedOf('size', indicator.code, unit)), 0.75, 1.25);
  if (unitKind === 'district') return size.base * (size.district ?? 1) * own;
  if (unitKind === 'commune' || unitKind === 'ward') return size.base * (size.district ?? 1) * COMMUNE * own;
  return size.base * own;
}
