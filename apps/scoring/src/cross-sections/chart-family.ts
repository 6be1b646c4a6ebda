import { alarmsOf, changePoints, pooledLag1, type SeriesPoint } from '#scoring-engine';

/** What the charts of one series say of its newest stretch. */
export interface Charted {
  /** Alarms by the index of their point; the same window always gives the same, so one may be withdrawn. */
  readonly signals: readonly { readonly index: number; readonly rule: string }[];
  /** Index of the first point of each new level; whether a level is a new base is a person's decision. */
  readonly levels: readonly number[];
}

/**
 * Control charts and change points of the units of a family at one period. Limits allow for the lag-1 correlation that
 * all of them have together: a series alone tells too little of it.
 *
 * @param windows  the points of each unit since its newest break, carried values left out
 */
export function chartFamily(windows: readonly (readonly SeriesPoint[])[]): Charted[] {
  const values = windows.map((points) => points.map(({ value }) => value));
  const lag1 = pooledLag1(values);
  return windows.map((points, at) => ({
    signals: alarmsOf(points, { lag1 }).map(({ index, rule }) => ({ index, rule })),
    levels: changePoints(values[at]!).breaks.map((first) => points[first]!.index),
  }));
}
