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
 */
export function apportion(total: number, parts: readonly number[]): number[] {
  const scaled = parts.map((part) => part * 1e9);
  const floors = scaled.map(Math.floor);
  let left = gridSteps(total) - floors.reduce((sum, steps) => sum + steps, 0);
  const byRemainder = scaled
    .map((value, at) => ({ at, remainder: value - (floors[at] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (let i = 0; left !== 0 && byRemainder.length > 0; i = (i + 1) % byRemainder.length) {
    const at = byRemainder[i]?.at ?? 0;
    const step = Math.sign(left);
    floors[at] = (floors[at] ?? 0) + step;
    left -= step;
  }
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
