import { assertFinite } from './column.js';
import { fromGridSteps, gridSteps } from './quantise.js';

/** What one part adds to a whole: `weight × score`, in the unit of the whole. */
export interface Contribution {
  readonly code: string;
  /** Factor that turns the part's score into the unit of the whole. */
  readonly weight: number;
  readonly score: number;
  readonly contribution: number;
}

/**
 * Puts parts on the grid of 1e-9 so that they add up to the total exactly.
 *
 * Rounding each part alone would leave up to n/2 steps over; the steps that are left go to the parts with the
 * largest remainders, the first of equal ones first.
 *
 * Source: largest remainder method (Hamilton 1792; Balinski and Young, Fair Representation, 1982, ch. 3).
 *
 * @param total  the whole, already quantised
 * @param parts  unrounded parts whose sum is the total up to floating-point error
 * @throws MethodError value.infinite
 */
export function apportion(total: number, parts: readonly number[]): number[] {
  const scaled = parts.map((part) => part * 1e9);
  const floors = scaled.map(Math.floor);
  const left = gridSteps(total) - floors.reduce((sum, steps) => sum + steps, 0);
  assertFinite(left, 'a whole or one of its parts');
  const byRemainder = scaled
    .map((value, at) => ({ at, remainder: value - (floors[at] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  // Dividing instead of handing out one by one: beyond 1e7 a step is under the ulp, and there are 1e40 of them.
  const [each, rest] = [Math.trunc(left / parts.length), left % parts.length];
  byRemainder.forEach(({ at }, place) => {
    floors[at] = (floors[at] ?? 0) + each + (place < Math.abs(rest) ? Math.sign(rest) : 0);
  });
  return floors.map(fromGridSteps);
}

/** A part of a whole before its contribution is known. */
export interface WeightedPart {
  readonly code: string;
  readonly weight: number;
  readonly score: number;
}

/** Contributions `weight × score` that add up to the quantised total to 1e-9. */
export function contributionsTo(total: number, parts: readonly WeightedPart[]): Contribution[] {
  const shares = apportion(
    total,
    parts.map((part) => part.weight * part.score),
  );
  return parts.map((part, at) => ({ ...part, contribution: shares[at] ?? 0 }));
}
