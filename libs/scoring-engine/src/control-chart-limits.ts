import { meanOf } from './statistics.js';

/** Fewest points that limits are computed from. */
export const FEWEST_CHARTED = 12;
/** 3 / d₂: limits from the mean moving range (Shewhart 1931; Wheeler & Chambers 1992, ch. 3). */
export const LIMIT_FACTOR = 2.66;
/** D₄ for ranges of two: a moving range beyond this multiple of their mean is screened out. */
export const SCREEN_FACTOR = 3.267;
/** E|x_t − x_{t−1}| / σ for independent normal values, 2 / √π. */
const D2 = 1.1283791670955126;

export interface XmrLimits {
  readonly centre: number;
  readonly lower: number;
  readonly upper: number;
  /** Mean moving range that the limits rest on. */
  readonly meanRange: number;
}

/**
 * XmR limits: mean ± 2.66 × the mean moving range, taken again without the ranges beyond 3.267 times the first
 * mean (Wheeler & Chambers 1992, ch. 3; one screening as in NHSRplotthedots).
 */
export function xmrLimits(values: ArrayLike<number>, screened = true): XmrLimits {
  const ranges = Array.from({ length: values.length - 1 }, (_, at) =>
    Math.abs(values[at + 1]! - values[at]!),
  );
  const first = meanOf(ranges);
  // The mean of equal values may differ from them in the last bit, which would put all of them beyond the limits.
  const centre = first === 0 ? values[0]! : meanOf(values);
  const kept = screened ? ranges.filter((range) => range <= SCREEN_FACTOR * first) : ranges;
  const meanRange = meanOf(kept);
  const reach = LIMIT_FACTOR * meanRange;
  return { centre, lower: centre - reach, upper: centre + reach, meanRange };
}

/**
 * σ of a series with lag-1 correlation r from its mean moving range: R̄ / (1.128 √(1 − r)), because neighbours that
 * resemble each other make short ranges (Montgomery 2009, Introduction to Statistical Quality Control, §10.4).
 */
export function sigmaFromRanges(meanRange: number, lag1: number): number {
  return meanRange / (D2 * Math.sqrt(1 - lag1));
}
