import { type RankChanged } from '#contracts';
import { type Period } from '#periods';
import { competitionRank } from '#scoring-engine';
import { type NodeRow } from './node-panel.store.js';

export interface RankedPeriod {
  readonly edition?: string;
  readonly ofN: number;
  readonly rows: RankChanged['rows'];
  readonly knownFrom: string;
  readonly demo: boolean;
}

/**
 * Ranks a node among the members of a group in one period; scores of another edition than the period's stay out.
 *
 * @param tiers  tier by unit, as published
 */
export function rankGroup(
  rows: readonly NodeRow[],
  members: readonly string[],
  edition: string | undefined,
  tiers: Readonly<Record<string, string>>,
): RankedPeriod {
  const among = new Set(members);
  const inIt = rows.filter(
    ({ unit, state, edition: own }) =>
      among.has(unit) && state === 'scored' && (edition === undefined || own === edition),
  );
  const byUnit = new Map(inIt.map((row) => [row.unit, row]));
  const ranked = competitionRank(
    inIt.map(({ unit, value }) => ({ unit, ...(value === null ? {} : { value }) })),
  );
  const counted = ranked.flatMap(({ unit, value, rank }) => {
    if (value === undefined || rank === undefined) return [];
    const tier = tiers[unit];
    return {
      unit,
      value,
      rank,
      ...(tier ? { tier } : {}),
      ...(byUnit.get(unit)!.demo ? { demo: true } : {}),
    };
  });
  return {
    ...(edition === undefined ? {} : { edition }),
    ofN: counted.length,
    rows: counted,
    knownFrom: rows.reduce(
      (newest, row) => (among.has(row.unit) && row.known_from > newest ? row.known_from : newest),
      '',
    ),
    demo: counted.some(({ demo }) => demo === true),
  };
}

/** Fewest units that make a ranking of an indicator: one alone is no comparison. */
const FEWEST_RANKED = 2;

export interface IndicatorValue {
  readonly unit: string;
  readonly value?: number;
  readonly knownFrom: string;
  readonly demo: boolean;
}

/** Ranks an indicator's values of one period among the members of a group; carried values and conflicts stay out. */
export function rankIndicator(
  values: readonly IndicatorValue[],
  members: readonly string[],
  direction: 'up' | 'down',
): RankedPeriod {
  const among = new Set(members);
  const inIt = new Map(values.filter(({ unit }) => among.has(unit)).map((each) => [each.unit, each]));
  const known = [...inIt.values()].filter(({ value }) => value !== undefined);
  const ranked = known.length < FEWEST_RANKED ? [] : known;
  const rows = competitionRank(
    ranked.map(({ unit, value }) => ({ unit, value: value! })),
    direction === 'up' ? 'high' : 'low',
  ).map(({ unit, value, rank }) => ({
    unit,
    value: value!,
    rank: rank!,
    ...(inIt.get(unit)!.demo ? { demo: true } : {}),
  }));
  return {
    ofN: rows.length,
    rows,
    knownFrom: [...inIt.values()].reduce(
      (newest, each) => (each.knownFrom > newest ? each.knownFrom : newest),
      '',
    ),
    demo: rows.some(({ demo }) => demo === true),
  };
}

/** Units' rankings are complete when every member that reports has a score. */
export const isWhole = (
  ranked: RankedPeriod,
  members: readonly string[],
  reports: (unit: string) => boolean,
): boolean => members.filter(reports).every((unit) => ranked.rows.some((row) => row.unit === unit));

export type RankedAt = RankedPeriod & { readonly period: Period };
