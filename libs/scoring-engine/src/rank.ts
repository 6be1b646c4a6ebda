import { assertFinite, isPresent } from './column.js';
import { MethodError } from './method-error.js';
import { quantise } from './quantise.js';

export interface RankRow {
  readonly unit: string;
  readonly value?: number;
}

export interface RankedRow extends RankRow {
  /** Absent where the unit has no value. */
  readonly rank?: number;
  /** How many units have a value. */
  readonly ofN: number;
  /** Whether another unit has the same rank. */
  readonly tied: boolean;
}

/**
 * Competition ranks (1, 2, 2, 4) of values before any rounding for display, best first.
 *
 *   rank = 1 + number of units with a better value
 *
 * Values are compared on the grid of 1e-9: a difference below it is floating-point noise, not a difference.
 * Units without a value come last, without a rank.
 *
 * Source: methodology, section 1; "standard competition ranking", as in VCCI's published tables.
 *
 * @param better  which end is good
 * @throws MethodError cell.two-values for a unit twice, value.infinite
 */
export function competitionRank(rows: readonly RankRow[], better: 'high' | 'low' = 'high'): RankedRow[] {
  assertUnitsOnce(rows);
  const sign = better === 'high' ? -1 : 1;
  const ranked = rows
    .filter((row): row is RankRow & { value: number } => isPresent(row.value))
    .map((row) => ({ ...row, key: sign * quantise(row.value) }))
    .sort((a, b) => a.key - b.key || compareCodes(a.unit, b.unit));
  const ofN = ranked.length;
  const withRank: RankedRow[] = [];
  for (const [at, { unit, value, key }] of ranked.entries()) {
    const first = ranked[at - 1]?.key === key;
    const rank = first ? (withRank[at - 1]?.rank ?? 1) : at + 1;
    withRank.push({ unit, value, rank, ofN, tied: first || ranked[at + 1]?.key === key });
  }
  const without = rows.filter((row) => row.value === undefined).sort((a, b) => compareCodes(a.unit, b.unit));
  return [...withRank, ...without.map((row) => ({ unit: row.unit, ofN, tied: false }))];
}

function assertUnitsOnce(rows: readonly RankRow[]): void {
  const seen = new Set<string>();
  for (const { unit, value } of rows) {
    if (seen.has(unit)) throw new MethodError('cell.two-values', `unit ${unit} stands twice in one ranking`);
    seen.add(unit);
    if (value !== undefined) assertFinite(value, `the value of ${unit}`);
  }
}

/** Order by code unit, the same on every machine and locale. */
export function compareCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * PAPI's four groups by rank, best first: 16, 16, 15 and 16 of 63.
 *
 * The producer names groups only for a complete year; with fewer provinces the borders would be ours, so a year
 * that is not complete has none. Units that tie across a border share the better group.
 *
 * Source: CECODES, RTA and UNDP, PAPI reports (quartile groups of provinces).
 *
 * @returns group 1–4 by unit, or undefined where the ranking is not complete
 */
export function quartileGroups(
  ranked: readonly RankedRow[],
  sizes: readonly number[] = [16, 16, 15, 16],
): Map<string, number> | undefined {
  const complete = sizes.reduce((sum, size) => sum + size, 0);
  if (ranked.length !== complete || ranked.some((row) => row.rank === undefined)) return undefined;
  const borders = sizes.map((_, at) => sizes.slice(0, at + 1).reduce((sum, size) => sum + size, 0));
  return new Map(
    ranked.map((row) => [row.unit, 1 + borders.findIndex((border) => (row.rank ?? Infinity) <= border)]),
  );
}

/** The lowest and highest published score of a tier in one year: data of that year, never a threshold for another. */
export interface TierRange {
  readonly tier: string;
  readonly lowest: number;
  readonly highest: number;
}

/** The tier whose published range of the year holds a score; none where it falls between two ranges. */
export function tierOf(score: number, ranges: readonly TierRange[]): string | undefined {
  return ranges.find(({ lowest, highest }) => score >= lowest - 1e-9 && score <= highest + 1e-9)?.tier;
}

/**
 * Ranks inside one peer group; a small group is marked, because a rank among few says little.
 *
 * @param members  units of the peer group on the day in question
 * @param smallBelow  groups with fewer values are marked
 */
export function rankWithinPeers(
  rows: readonly RankRow[],
  members: ReadonlySet<string>,
  smallBelow = 5,
  better: 'high' | 'low' = 'high',
): { readonly rows: RankedRow[]; readonly smallGroup: boolean } {
  const ranked = competitionRank(
    rows.filter((row) => members.has(row.unit)),
    better,
  );
  return { rows: ranked, smallGroup: (ranked[0]?.ofN ?? 0) < smallBelow };
}
