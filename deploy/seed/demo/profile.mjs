// @ts-check
import { daysBetween } from '../periods/days.mjs';
import { plantedFor } from './planted.mjs';
import { between, random, seedOf } from './random.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('./planted.mjs').Planted} Planted */
/**
 * How a series moves, in goodness: 0 at the bad goalpost, 1 at the good one.
 * @typedef {object} Profile
 * @property {number} start goodness on the first day
 * @property {number} gain what the plan adds over its horizon
 * @property {number} pace achieved slope over planned slope
 * @property {number} noise
 * @property {number} horizonDays
 */

const PLAN_DAYS = 5 * 365;
/** Daily series are fed for three months only: a plan of one year, or nothing would move. */
const DAILY_PLAN_DAYS = 395;
const YEAR_DAYS = 365.25;
const NOISE = 0.03;
const PLANTED_NOISE = 0.012;

/**
 * @param {Series} series
 * @param {Planted} planted
 * @returns {Profile}
 */
export function profileOf(series, planted) {
  const ofUnit = random(seedOf('unit', series.unit));
  const quality = between(ofUnit, -0.08, 0.08);
  const unitPace = between(ofUnit, 0.5, 1.35);
  const own = random(seedOf('profile', series.indicator.code, series.unit));
  const start = 0.42 + quality + between(own, -0.08, 0.08);
  const gain = between(own, 0.16, 0.3);
  const pace = unitPace + between(own, -0.35, 0.35);
  const horizonDays = series.cut === 'day' ? DAILY_PLAN_DAYS : PLAN_DAYS;
  const trend = plantedFor(planted.trends, series);
  const rating = planted.ratings.find(
    (row) => row.unit === series.unit && series.feeds.includes(row.component),
  );
  if (trend)
    return {
      start: 0.45,
      gain,
      pace: (trend.goodnessPerYear * horizonDays) / (YEAR_DAYS * gain),
      noise: PLANTED_NOISE,
      horizonDays,
    };
  if (rating?.pace !== undefined)
    return { start, gain, pace: rating.pace, noise: PLANTED_NOISE, horizonDays };
  const steady = Boolean(plantedFor(planted.shifts, series) ?? plantedFor(planted.seasons, series));
  return { start, gain, pace: steady ? 0.2 : pace, noise: steady ? PLANTED_NOISE : NOISE, horizonDays };
}

/**
 * Goodness that the plan asks for on a day.
 * @param {Profile} profile
 * @param {Series} series
 * @param {string} day
 */
export const plannedGoodness = (profile, series, day) =>
  profile.start + profile.gain * elapsed(profile, series, day);

/**
 * Goodness that a series has on a day but for noise: its own slope and what is planted into it.
 * @param {Profile} profile
 * @param {Series} series
 * @param {string} day
 * @param {Planted} planted
 */
export function actualGoodness(profile, series, day, planted) {
  const shift = plantedFor(planted.shifts, series, ({ from }) => day.slice(0, 7) >= from)?.goodness ?? 0;
  const season = plantedFor(planted.seasons, series);
  const month = Number(day.slice(5, 7));
  const swing = season ? season.goodness * Math.cos(((month - season.peakMonth) / 6) * Math.PI) : 0;
  return profile.start + profile.pace * profile.gain * elapsed(profile, series, day) + shift + swing;
}

/**
 * @param {Profile} profile
 * @param {Series} series
 * @param {string} day
 */
const elapsed = (profile, series, day) => Math.max(0, daysBetween(series.start, day)) / profile.horizonDays;

/**
 * The value at a goodness, by the indicator's direction.
 * @param {Series} series
 * @param {number} goodness
 */
export const valueAt = ({ indicator, goalposts: { lo, hi } }, goodness) =>
  indicator.direction === 'down' ? hi - goodness * (hi - lo) : lo + goodness * (hi - lo);
