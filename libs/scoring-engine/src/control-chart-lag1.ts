import { SCREEN_FACTOR } from './control-chart-limits.js';
import { MethodError } from './method-error.js';
import { meanOf } from './statistics.js';

/** Highest correlation that limits are widened for; beyond it a series has no stable level to be charted. */
const HIGHEST = 0.85;
/** Standard errors added to the estimate from differences: with 1.25, lone series at 0.6 break the budget. */
const DIFFERENCE_ERRORS = 1.6;

interface Products {
  readonly squares: number;
  readonly products: number;
}

function aboutMean(values: ArrayLike<number>): Products {
  const mean = meanOf(values);
  let [squares, products] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const distance = values[at]! - mean;
    squares += distance * distance;
    if (at > 0) products += distance * (values[at - 1]! - mean);
  }
  return { squares, products };
}

/** The same sums of x_t − x_{t−1}, without the differences that screening calls outliers. */
function ofDifferences(values: ArrayLike<number>): Products {
  const differences = Array.from({ length: values.length - 1 }, (_, at) => values[at + 1]! - values[at]!);
  const limit = SCREEN_FACTOR * meanOf(differences.map(Math.abs));
  const kept = differences.map((difference) => (Math.abs(difference) <= limit ? difference : 0));
  let [squares, products] = [0, 0];
  kept.forEach((difference, at) => {
    squares += difference * difference;
    if (at > 0) products += difference * kept[at - 1]!;
  });
  return { squares, products };
}

/** What one series adds to the estimate of its panel. */
export interface Lag1Sums {
  readonly length: number;
  readonly aboutMean: Products;
  readonly ofDifferences: Products;
}

/** Fewest points of a series that say anything of correlation. */
const FEWEST = 4;

/** The sums of a series; undefined where it has under four points, which a panel leaves out. */
export function lag1SumsOf(values: ArrayLike<number>): Lag1Sums | undefined {
  if (values.length < FEWEST) return undefined;
  return { length: values.length, aboutMean: aboutMean(values), ofDifferences: ofDifferences(values) };
}

function pooled(sums: readonly Products[]): number | undefined {
  let [squares, products] = [0, 0];
  for (const own of sums) {
    squares += own.squares;
    products += own.products;
  }
  return squares === 0 ? undefined : products / squares;
}

/**
 * The lag-1 correlation that a panel's limits are widened for, the smaller of two estimates over all its series:
 * r = ΣΣ products / ΣΣ squares about the means, freed of its bias −(1 + 4ρ)/n (Kendall 1954, Biometrika 41, eq. 12)
 * and raised by one standard error 1/√Σn; and 1 + 2 r_d of the differences, whose correlation is −(1 − ρ)/2, raised
 * by 1.6. The first takes a shift of level for correlation, and would hide it in a series that is charted alone;
 * the second does not, but is inexact where the panel is small.
 */
export function pooledLag1(panel: readonly ArrayLike<number>[]): number {
  return pooledLag1Of(panel.map(lag1SumsOf));
}

/** The same from the sums of each series of the panel. */
export function pooledLag1Of(panel: readonly (Lag1Sums | undefined)[]): number {
  const series = panel.filter((sums) => sums !== undefined);
  const pairs = series.reduce((sum, { length }) => sum + length - 1, 0);
  const correlation = pooled(series.map((sums) => sums.aboutMean));
  if (correlation === undefined) return 0;
  const error = 1 / Math.sqrt(pairs);
  const n = pairs / series.length + 1;
  const level = (n * correlation + 1) / Math.max(n - 4, 1) + error;
  const steps = 1 + 2 * (pooled(series.map((sums) => sums.ofDifferences)) ?? 0) + DIFFERENCE_ERRORS * error;
  return Math.min(HIGHEST, Math.max(0, Math.min(level, steps)));
}

export function requireLag1(lag1: number): void {
  if (!(lag1 >= 0 && lag1 < 1)) {
    throw new MethodError(
      'setting.lag1',
      `A lag-1 correlation of ${lag1} is refused; limits need 0 up to 1.`,
    );
  }
}
