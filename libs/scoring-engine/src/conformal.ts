import { MethodError } from './method-error.js';
import { requireShare } from './statistics-series.js';

/** Fewest errors that an interval rests on: with 20, the 95 % interval is the largest of them. */
export const FEWEST_ERRORS = 20;

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Past forecast errors, actual minus forecast, of an indicator's units at one horizon. */
export interface ErrorPool {
  /** Errors, ascending. */
  readonly errors: Float64Array;
  /** Their sizes, ascending. */
  readonly sizes: Float64Array;
}

/** A pool of errors, or undefined where there are fewer than twenty. */
export function errorPool(errors: ArrayLike<number>): ErrorPool | undefined {
  for (let at = 0; at < errors.length; at += 1) {
    if (!Number.isFinite(errors[at]))
      throw new MethodError('pool.not-finite', 'A forecast error is not finite.');
  }
  if (errors.length < FEWEST_ERRORS) return undefined;
  const ascending = Float64Array.from(errors).sort();
  return { errors: ascending, sizes: ascending.map(Math.abs).sort() };
}

/**
 * Split-conformal radius: the ⌈(n + 1) coverage⌉-th smallest of n past absolute errors, with which an exchangeable
 * new value lies inside with at least that probability, whatever the distribution (Vovk, Gammerman & Shafer 2005;
 * Lei et al. 2018, J. Am. Stat. Assoc. 113, eq. 4).
 */
export function conformalRadius({ sizes }: ErrorPool, coverage: number): number {
  requireShare(coverage, 'Coverage');
  const rank = Math.ceil((sizes.length + 1) * coverage - 1e-9);
  if (rank > sizes.length) {
    throw new MethodError(
      'pool.too-small',
      `${sizes.length} errors give no interval of ${coverage * 100} %.`,
    );
  }
  return sizes[rank - 1]!;
}

export function conformalInterval(mean: number, pool: ErrorPool, coverage: number): Interval {
  const radius = conformalRadius(pool, coverage);
  return { lower: mean - radius, upper: mean + radius };
}

/**
 * Probability that the value to come is at the target or beyond it in the good direction: the share of past errors
 * that would bring it there, as the conformal predictive distribution gives it with half a count for the unknown
 * new error (Vovk et al. 2019, Machine Learning 108, eq. 2); never 0 or 1.
 */
export function probabilityOfReaching(
  target: number,
  mean: number,
  direction: 'up' | 'down',
  { errors }: ErrorPool,
): number {
  const sign = direction === 'up' ? 1 : -1;
  let reached = 0;
  for (const error of errors) reached += Number(sign * (mean + error - target) >= 0);
  return (reached + 0.5) / (errors.length + 1);
}
