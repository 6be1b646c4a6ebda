import { quantise } from './quantise.js';

/**
 * Competition ranks of plain numbers, highest first, at the same places: the loop of draws, where rows with unit codes
 * would cost more than the model.
 */
export function competitionRankNumbers(values: readonly (number | undefined)[]): (number | undefined)[] {
  const keys = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (value !== undefined) keys[count++] = quantise(value);
  const sorted = keys.subarray(0, count).sort();
  return values.map((value) =>
    value === undefined ? undefined : 1 + count - endOf(sorted, quantise(value)),
  );
}

/** How many of the sorted values are at most the key. */
function endOf(sorted: Float64Array, key: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
