import { MethodError } from './method-error.js';
import { requireShare } from './statistics-series.js';
import type { Trend } from './trend.js';

/** Share of false verdicts accepted among those published in a family. */
export const FALSE_DISCOVERY_RATE = 0.1;

/**
 * Which of a family's hypotheses are rejected so that at most a share q of the rejections is expected to be
 * false: with p ascending, all up to the largest k with p_(k) ≤ k q / m (Benjamini & Hochberg 1995, eq. 1).
 */
export function rejectedByFalseDiscovery(
  ps: readonly number[],
  q = FALSE_DISCOVERY_RATE,
): readonly boolean[] {
  requireShare(q, 'The false-discovery rate');
  if (!ps.every((p) => p >= 0 && p <= 1)) {
    throw new MethodError('family.p', 'A p-value lies between 0 and 1.');
  }
  const ascending = Float64Array.from(ps).sort();
  let cut = -1;
  ascending.forEach((p, at) => {
    if (p <= ((at + 1) * q) / ps.length) cut = p;
  });
  return ps.map((p) => p <= cut);
}

/**
 * The trends of one family (an indicator's units of one kind) as they may be published: a verdict of change that
 * false-discovery control does not uphold becomes holding. Insufficient trends are no hypotheses and pass through.
 */
export function publishedTrends(family: readonly Trend[], q = FALSE_DISCOVERY_RATE): readonly Trend[] {
  const tested = family.filter(({ p }) => p !== undefined);
  const rejected = rejectedByFalseDiscovery(
    tested.map(({ p }) => p!),
    q,
  );
  const upheld = new Set(tested.filter((_, at) => rejected[at]));
  return family.map((trend) =>
    trend.p === undefined || upheld.has(trend) ? trend : { ...trend, verdict: 'holding', strength: 'none' },
  );
}
