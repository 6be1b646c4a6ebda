import { senSlope } from './sen-slope.js';
import { indexesOf, requireFinite, requireRising, valuesOf, type SeriesPoint } from './statistics-series.js';

export interface Pace {
  /** Change a period still needed from the newest value to the target. */
  readonly required: number;
  /** Sen's slope a period over the series' window; absent for a single point. */
  readonly achieved?: number;
  readonly periodsLeft: number;
}

/**
 * The pace needed, (target − x_n) / periods left, against the pace achieved, the median of all pairwise slopes
 * (Sen 1968), which one exceptional period does not move. Undefined once the target's period has come.
 */
export function paceTo(target: SeriesPoint, points: readonly SeriesPoint[]): Pace | undefined {
  const indexes = indexesOf(points);
  const values = valuesOf(points);
  requireRising(indexes);
  requireFinite(values);
  const newest = points.at(-1);
  if (newest === undefined || newest.index >= target.index) return undefined;
  const periodsLeft = target.index - newest.index;
  const required = (target.value - newest.value) / periodsLeft;
  if (points.length < 2) return { required, periodsLeft };
  return { required, achieved: senSlope(indexes, values).slope, periodsLeft };
}
