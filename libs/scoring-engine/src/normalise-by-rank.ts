import { isPresent, type Column } from './column.js';

/**
 * Number of units that are worse; equal values get the same, lower number.
 *
 * Source: Borda (1784); COINr `n_borda`, ties "min".
 */
export function borda(column: Column): (number | undefined)[] {
  const sorted = column.filter(isPresent).sort((a, b) => a - b);
  const worse = new Map<number, number>();
  for (const [at, value] of sorted.entries()) if (!worse.has(value)) worse.set(value, at);
  return column.map((value) => (value === undefined ? undefined : worse.get(value)));
}

/**
 * Share of the other units that are worse, 0–1.
 *
 * Source: COINr `n_prank`, ties "min".
 *
 * @param column  at least two values
 */
export function percentileRank(column: Column): (number | undefined)[] {
  const others = column.filter(isPresent).length - 1;
  return borda(column).map((worse) => (worse === undefined ? undefined : worse / others));
}
