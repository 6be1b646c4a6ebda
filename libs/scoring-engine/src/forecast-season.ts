import { meanOf } from './statistics.js';

/** A series without its season, and how to put the season back on a forecast. */
export interface Deseasonalised {
  readonly values: Float64Array;
  readonly restore: (mean: readonly number[]) => readonly number[];
}

/** One-sided 10 % point of the normal distribution, as the M3 competition's test of seasonality used it. */
const SEASONALITY_Z = 1.6448536269514722;

function autocorrelation(values: Float64Array, lag: number): number {
  const mean = meanOf(values);
  let [squares, products] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    squares += (values[at]! - mean) * (values[at]! - mean);
    if (at >= lag) products += (values[at]! - mean) * (values[at - lag]! - mean);
  }
  return squares === 0 ? 0 : products / squares;
}

/**
 * Whether a season shows: |r_m| > 1.645 √((1 + 2 Σ r_k²)/n), k < m (Makridakis & Hibon 2000, appendix of the M3
 * competition, after Bartlett), from two cycles on.
 */
export function isSeasonal(values: Float64Array, season: number): boolean {
  if (season < 2 || values.length <= 2 * season) return false;
  let sum = 1;
  for (let lag = 1; lag < season; lag += 1) {
    const r = autocorrelation(values, lag);
    sum += 2 * r * r;
  }
  return Math.abs(autocorrelation(values, season)) > SEASONALITY_Z * Math.sqrt(sum / values.length);
}

/** Centred moving average over a cycle; the ends, where it has no value, stay undefined. */
function levelAt(values: Float64Array, at: number, season: number): number | undefined {
  const half = season >> 1;
  if (at < half || at + half >= values.length) return undefined;
  let sum = 0;
  for (let k = at - half; k <= at + half; k += 1) {
    const edge = season % 2 === 0 && (k === at - half || k === at + half);
    sum += values[k]! * (edge ? 0.5 : 1);
  }
  return sum / season;
}

function seasonalShares(values: Float64Array, season: number, relative: boolean): Float64Array {
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  values.forEach((value, at) => {
    const level = levelAt(values, at, season);
    if (level === undefined) return;
    sums[at % season] = sums[at % season]! + (relative ? value / level : value - level);
    counts[at % season] = counts[at % season]! + 1;
  });
  const means = sums.map((sum, at) => sum / counts[at]!);
  const centre = meanOf(means);
  return means.map((mean) => (relative ? mean / centre : mean - centre));
}

/**
 * Classical decomposition (Persons 1919; FPP3 §3.4): multiplicative where all values are positive, else additive.
 * A series without a season that shows is returned as it is.
 */
export function deseasonalise(values: Float64Array, season: number): Deseasonalised {
  if (!isSeasonal(values, season)) return { values, restore: (mean) => mean };
  const relative = values.every((value) => value > 0);
  const shares = seasonalShares(values, season, relative);
  const n = values.length;
  const put = (value: number, at: number): number =>
    relative ? value * shares[at % season]! : value + shares[at % season]!;
  const plain = values.map((value, at) =>
    relative ? value / shares[at % season]! : value - shares[at % season]!,
  );
  return { values: plain, restore: (mean) => mean.map((value, h) => put(value, n + h)) };
}
