import { assertFinite } from './column.js';
import { MethodError } from './method-error.js';
import { quantise } from './quantise.js';

export type Direction = 'up' | 'down';

/** Ends of the range that an indicator is measured against: `lo` < `hi`, whichever end is good. */
export interface Goalposts {
  readonly lo: number;
  readonly hi: number;
}

export interface GoalpostScore {
  /** On 1–10. */
  readonly score: number;
  /** The value lay outside the goalposts on this side of the scale. */
  readonly clamped?: 'low' | 'high';
}

/**
 * Score of a value between its goalposts, on 1–10.
 *
 *   s = 1 + 9 · (x − lo) / (hi − lo),      11 − s where lower is better
 *
 * Values beyond a goalpost get the end of the scale and a flag.
 *
 * Source: VCCI, PCI 2021 report, method annex, standardisation of indicators; OECD/JRC Handbook (2008), step 5,
 * min–max with fixed ends.
 *
 * @throws MethodError goalposts.invalid unless lo < hi and both are finite, value.infinite
 */
export function goalpostScore(value: number, { lo, hi }: Goalposts, direction: Direction): GoalpostScore {
  assertFinite(value, 'a value to be scored');
  if (!Number.isFinite(lo) || !Number.isFinite(hi) || lo >= hi) {
    throw new MethodError('goalposts.invalid', `goalposts ${lo} and ${hi} are not a range from low to high`);
  }
  const upward = 1 + (9 * (value - lo)) / (hi - lo);
  const score = direction === 'up' ? upward : 11 - upward;
  if (score < 1) return { score: 1, clamped: 'low' };
  if (score > 10) return { score: 10, clamped: 'high' };
  return { score: quantise(score) };
}
