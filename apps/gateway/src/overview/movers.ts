import { type RatingRow } from '../marks/mark.query.js';

const SHOWN = 5;

/** An indicator of a unit with the size of its movement against the span of its scale. */
export interface Mover {
  readonly row: RatingRow;
  readonly share: number;
}

/**
 * The five that moved most since the period before, each measured against the span between its goalposts, so that days,
 * percentages and counts compare.
 */
export function biggestMovers(
  now: readonly RatingRow[],
  before: ReadonlyMap<string, RatingRow>,
  keyOf: (row: RatingRow) => string,
  spanOf: (row: RatingRow) => number | undefined,
): RatingRow[] {
  const movers = now.flatMap((row): Mover[] => {
    const old = before.get(keyOf(row));
    const span = spanOf(row);
    if (row.value === undefined || old?.value === undefined || !span || old.period === row.period) return [];
    return [{ row, share: Math.abs(row.value - old.value) / span }];
  });
  return movers
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (keyOf(a.row) < keyOf(b.row) ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ row }) => row);
}
