import type { SeriesPoint } from './statistics-series.js';

/** The values of one season (say all Januaries) with the number of the cycle that each belongs to. */
export interface Season {
  readonly cycles: readonly number[];
  readonly values: Float64Array;
}

/** The place of a period index within its cycle, 0 to season − 1. */
export function seasonAt(index: number, season: number): number {
  return ((index % season) + season) % season;
}

/** A series cut into its seasons, each in order of time. */
export function seasonsOf(points: readonly SeriesPoint[], season: number): readonly Season[] {
  const groups = Array.from({ length: season }, () => ({ cycles: [] as number[], values: [] as number[] }));
  for (const { index, value } of points) {
    const group = groups[seasonAt(index, season)]!;
    group.cycles.push(Math.floor(index / season));
    group.values.push(value);
  }
  return groups.map(({ cycles, values }) => ({ cycles, values: Float64Array.from(values) }));
}

/** The series less the mean of each season, so that a regular season is not taken for lag-1 correlation. */
export function withoutSeasonMeans(points: readonly SeriesPoint[], season: number): readonly SeriesPoint[] {
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  for (const { index, value } of points) {
    const at = seasonAt(index, season);
    sums[at] = sums[at]! + value;
    counts[at] = counts[at]! + 1;
  }
  return points.map(({ index, value }) => {
    const at = seasonAt(index, season);
    return { index, value: value - sums[at]! / counts[at]! };
  });
}
