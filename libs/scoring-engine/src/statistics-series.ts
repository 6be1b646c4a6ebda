import { MethodError } from './method-error.js';

/** A value at a place in time: `index` counts periods, a gap in it is a missing value. */
export interface SeriesPoint {
  readonly index: number;
  readonly value: number;
}

export function indexesOf(points: readonly SeriesPoint[]): Float64Array {
  const indexes = new Float64Array(points.length);
  for (let at = 0; at < points.length; at += 1) indexes[at] = points[at]!.index;
  return indexes;
}

export function valuesOf(points: readonly SeriesPoint[]): Float64Array {
  const values = new Float64Array(points.length);
  for (let at = 0; at < points.length; at += 1) values[at] = points[at]!.value;
  return values;
}

/** Refuses what no method may compute with: a value that is no number, infinite or absurdly large. */
export function requireFinite(values: ArrayLike<number>): void {
  for (let at = 0; at < values.length; at += 1) {
    if (!(Math.abs(values[at]!) <= 1e100)) {
      throw new MethodError(
        'series.not-finite',
        `Value ${at + 1} of the series is not a finite number of usable size; leave a missing value out.`,
      );
    }
  }
}

/** Refuses indexes that are not whole numbers in strictly rising order: two values for one period, or disorder. */
export function requireRising(indexes: ArrayLike<number>): void {
  for (let at = 0; at < indexes.length; at += 1) {
    const index = indexes[at]!;
    if (!Number.isSafeInteger(index)) {
      throw new MethodError('series.index', `Period index ${at + 1} is not a whole number.`);
    }
    if (at > 0 && index <= indexes[at - 1]!) {
      throw new MethodError(
        'series.order',
        `Period index ${index} comes after ${indexes[at - 1]!}; give each period once and in order.`,
      );
    }
  }
}

/** Refuses a share that is not strictly between 0 and 1. */
export function requireShare(share: number, name: string): void {
  if (!(share > 0 && share < 1)) {
    throw new MethodError('setting.share', `${name} is ${share}; it must lie between 0 and 1.`);
  }
}
