import { type IndexYear, type UnitReference } from '#contracts';
import { present } from '../questions/present.js';
import { type PublicationState, type RankState } from '../rankings/ranking.query.js';
import { publishedOf } from '../rankings/ranking.response.js';

export interface YearFacts {
  /** The code of the province in a year. */
  readonly unitIn: (year: string) => string;
  readonly publications: ReadonlyMap<string, PublicationState>;
  /** Computed rankings of the root by year. */
  readonly rankings: ReadonlyMap<string, RankState>;
  readonly editionOf: (year: string) => string | undefined;
  readonly unitOf: (code: string, year: string) => UnitReference;
}

/** The score of each province held in a year: as published, else as computed. */
export function heldScores(
  publication: PublicationState | undefined,
  ranking: RankState | undefined,
): Map<string, number> {
  const held = new Map(ranking?.rows.map((row) => [row.unit, row.value]));
  for (const { unit, value } of publication?.results ?? []) if (value !== undefined) held.set(unit, value);
  return held;
}

export function medianOf(sorted: readonly number[]): number | undefined {
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Every year from the first to the newest of which anything is held; a year without a word about the unit is a gap. */
export function indexYears(facts: YearFacts): IndexYear[] {
  const years = [...new Set([...facts.publications.keys(), ...facts.rankings.keys()])]
    .filter((year) => heldScores(facts.publications.get(year), facts.rankings.get(year)).size > 0)
    .map(Number);
  if (years.length === 0) return [];
  const first = Math.min(...years);
  const span = Array.from({ length: Math.max(...years) - first + 1 }, (_, index) => String(first + index));
  return span.map((year) => indexYear(year, facts));
}

function indexYear(year: string, facts: YearFacts): IndexYear {
  const publication = facts.publications.get(year);
  const ranking = facts.rankings.get(year);
  const held = heldScores(publication, ranking);
  const unit = facts.unitIn(year);
  const result = publication?.results.find((row) => row.unit === unit);
  const row = ranking?.rows.find((one) => one.unit === unit);
  const ofN = ranking?.ofN ?? held.size;
  const expected = publication?.expected;
  const isComplete = expected !== undefined && held.size >= expected;
  return {
    period: year,
    ...present('edition', facts.editionOf(year)),
    state: result === undefined && row === undefined ? 'missing' : isComplete ? 'complete' : 'partial',
    ...present('published', result && publishedOf(result)),
    ...present('computed', row && { value: row.value, rank: row.rank, ofN }),
    held: held.size,
    ...present('expected', expected),
    ...present('publishedOn', publication?.publishedOn),
    ...spread(held, year, isComplete, facts),
  };
}

function spread(
  held: ReadonlyMap<string, number>,
  year: string,
  isComplete: boolean,
  { unitIn, unitOf }: YearFacts,
) {
  const best = [...held].reduce<[string, number] | undefined>(
    (top, one) => (top === undefined || one[1] > top[1] ? [...one] : top),
    undefined,
  );
  const sorted = [...held.values()].sort((a, b) => a - b);
  const others = [...held].filter(([code]) => code !== unitIn(year)).map(([, value]) => value);
  return {
    ...present('best', best && { unit: unitOf(best[0], year), value: best[1] }),
    ...(isComplete ? present('median', medianOf(sorted)) : {}),
    others: others.sort((a, b) => a - b),
  };
}
