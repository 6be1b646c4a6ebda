import { MethodError } from './method-error.js';
import { requireFinite, requireRising, indexesOf, valuesOf, type SeriesPoint } from './statistics-series.js';

/** The series of one unit within those of an indicator's units. */
export interface PanelSeries {
  readonly series: string;
  readonly points: readonly SeriesPoint[];
}

/** For each period index the mean over the series that have a value there. */
export type PeriodMeans = ReadonlyMap<number, number>;

/** Widest gap that is bridged to make a series even, in periods. */
const WIDEST_GAP = 60;

export function requirePanel(panel: readonly PanelSeries[]): void {
  const names = new Set<string>();
  for (const { series, points } of panel) {
    if (names.has(series)) throw new MethodError('panel.duplicate', `Series ${series} is given twice.`);
    names.add(series);
    if (points.length === 0) throw new MethodError('panel.empty', `Series ${series} has no values.`);
    requireRising(indexesOf(points));
    requireFinite(valuesOf(points));
  }
}

/** The mean over units in each period, summed in the panel's order of names so that input order does not matter. */
export function periodMeans(panel: readonly PanelSeries[]): PeriodMeans {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { points } of panel.toSorted((a, b) => (a.series < b.series ? -1 : 1))) {
    for (const { index, value } of points) {
      const seen = sums.get(index) ?? { sum: 0, count: 0 };
      sums.set(index, { sum: seen.sum + value, count: seen.count + 1 });
    }
  }
  return new Map([...sums].map(([index, { sum, count }]) => [index, sum / count]));
}

/**
 * The values at every period from the first to the last, missing ones on the straight line between their
 * neighbours: smoothing needs even steps. For forecasts only; no trend, chart or score sees these values.
 */
export function evenValues(points: readonly SeriesPoint[]): Float64Array {
  const values: number[] = [];
  let before = points[0]!;
  for (const point of points) {
    const gap = point.index - before.index;
    if (gap > WIDEST_GAP) {
      throw new MethodError(
        'series.gap',
        `A gap of ${gap} periods before ${point.index} is too wide to bridge.`,
      );
    }
    for (let step = 1; step < gap; step += 1) {
      values.push(before.value + ((point.value - before.value) * step) / gap);
    }
    values.push(point.value);
    before = point;
  }
  return Float64Array.from(values);
}
