// @ts-check
import { quantised, ratioOf } from './rates.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('./rates.mjs').Measured} Measured */

/**
 * The wrong value that is corrected later: off by a share, up or down.
 * @param {Series} series
 * @param {Measured} measured
 * @param {number} share
 * @returns {Measured}
 */
export function misreported(series, { value, numerator, denominator }, share) {
  if (numerator === undefined || denominator === undefined) return { value: wrongNumber(value, share) };
  const off = Math.sign(share) * Math.max(1, Math.round(Math.abs(share) * denominator));
  const room = Number(series.indicator.ratio_factor) === 100 ? denominator : numerator * 2;
  const wrong = Math.min(Math.max(numerator + off, 0), room);
  return ratioOf(series, wrong === numerator ? numerator - off : wrong, denominator);
}

/**
 * A number off by a share; a count by a whole number, and never below nothing.
 * @param {number} value
 * @param {number} share
 */
function wrongNumber(value, share) {
  if (!Number.isInteger(value)) return quantised(value * (1 + share));
  const wrong = Math.max(0, value + Math.sign(share) * Math.max(1, Math.round(Math.abs(share) * value)));
  return wrong === value ? value + 1 : wrong;
}
