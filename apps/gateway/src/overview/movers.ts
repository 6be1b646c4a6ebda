import { type IndicatorRow } from '#contracts';
import { type RatingRow } from '../marks/mark.query.js';

const SHOWN = 5;

/** An indicator of a unit with the size of its movement against the span of its scale. */
interface Mover {
  readonly row: RatingRow;
  readonly share: number;
}

/**
 * The five indicators that moved most, each with the unit where it moved most, measured against the span between its
 * goalposts, so that days, percentages and counts compare. `olderOf` gives what a value compares with.
 */
export function biggestMovers(
  now: readonly RatingRow[],
  olderOf: (row: RatingRow) => RatingRow | undefined,
  spanOf: (row: RatingRow) => number | undefined,
): RatingRow[] {
  const movers = now.flatMap((row): Mover[] => {
    const old = olderOf(row);
    const span = spanOf(row);
    if (row.value === undefined || old?.value === undefined || !span || old.period === row.period) return [];
    return [{ row, share: Math.abs(row.value - old.value) / span }];
  });
  const seen = new Set<string>();
  return movers
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (keyOf(a.row) < keyOf(b.row) ? -1 : 1))
    .filter(({ row }) => !seen.has(row.subject) && seen.add(row.subject))
    .slice(0, SHOWN)
    .map(({ row }) => row);
}

/** The rating of a year before where it is about the same part of the year. */
export const sameOfLastYear = (row: RatingRow, old: RatingRow | undefined): RatingRow | undefined =>
  old?.period === `${Number(row.period.slice(0, 4)) - 1}${row.period.slice(4)}` ? old : undefined;

/** The row of an indicator as a mover: its change is the one by which it was chosen, be it over one period or four weeks. */
export function moverOf(row: IndicatorRow, now: RatingRow, old: RatingRow | undefined): IndicatorRow {
  if (now.value === undefined || old?.value === undefined || row.period !== now.period) return row;
  return { ...row, change: now.value - old.value, comparedWith: old.period };
}

const keyOf = ({ subject, unit }: RatingRow): string => `${subject}|${unit}`;
