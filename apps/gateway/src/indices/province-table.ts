import { type ProvinceTableResponse, type UnitReference } from '#contracts';
import { present } from '../questions/present.js';
import { type PublicationState, type RankState } from '../rankings/ranking.query.js';
import { publishedOf } from '../rankings/ranking.response.js';
import { heldScores } from './index-years.js';

export interface TableFacts {
  readonly index: string;
  readonly years: readonly string[];
  readonly publications: ReadonlyMap<string, PublicationState>;
  readonly rankings: ReadonlyMap<string, RankState>;
  readonly unitOf: (code: string) => UnitReference;
}

type Row = ProvinceTableResponse['rows'][number];

/** Provinces by year, by rank of the newest year that is complete; what is not held has no cell. */
export function provinceTable(facts: TableFacts): ProvinceTableResponse {
  const years = facts.years.map((period) => {
    const publication = facts.publications.get(period);
    const held = heldScores(publication, facts.rankings.get(period)).size;
    const expected = publication?.expected;
    return {
      period,
      held,
      ...present('expected', expected),
      completed: expected !== undefined && held >= expected,
    };
  });
  const sortYear = (years.findLast((year) => year.completed) ?? years.at(-1))?.period;
  const codes = new Set(facts.years.flatMap((year) => codesOf(year, facts)));
  const rows = [...codes].map((code) => ({
    unit: facts.unitOf(code),
    cells: facts.years.flatMap((year) => cellOf(code, year, facts) ?? []),
  }));
  const rankIn = (row: Row) =>
    row.cells.find((cell) => cell.period === sortYear)?.rank ?? Number.MAX_SAFE_INTEGER;
  return { index: facts.index, years, rows: rows.sort((a, b) => rankIn(a) - rankIn(b)) };
}

const codesOf = (year: string, { publications, rankings }: TableFacts): string[] => [
  ...(publications.get(year)?.results ?? []).map((row) => row.unit),
  ...(rankings.get(year)?.rows ?? []).map((row) => row.unit),
];

function cellOf(
  code: string,
  year: string,
  { publications, rankings }: TableFacts,
): Row['cells'][number] | undefined {
  const result = publications.get(year)?.results.find((row) => row.unit === code);
  const row = rankings.get(year)?.rows.find((one) => one.unit === code);
  if (!result && !row) return undefined;
  const published = result && publishedOf(result);
  return {
    period: year,
    ...present('value', published?.value ?? row?.value),
    ...present('rank', published?.rank ?? row?.rank),
    rankOf: published?.rank === undefined ? 'computed' : 'published',
    ...present('tier', published?.tier),
  };
}
