import { type ComputedResult, type PublishedResult, type RankingRow, type UnitReference } from '#contracts';
import { demoMark, present } from '../questions/present.js';
import { type ScoreState } from '../scores/score.query.js';
import { type PublicationState, type RankState } from './ranking.query.js';

type Result = PublicationState['results'][number];

export const publishedOf = (result: Result): PublishedResult => ({
  ...present('value', result.value),
  ...present('rank', result.rank),
  ...(result.tierVi === undefined && result.tierEn === undefined
    ? {}
    : { tier: { vi: result.tierVi ?? result.tierEn ?? '', en: result.tierEn ?? result.tierVi ?? '' } }),
});

export interface RankingFacts {
  readonly publication: PublicationState | undefined;
  readonly ranking: RankState | undefined;
  readonly scores: readonly ScoreState[];
  readonly unitOf: (code: string) => UnitReference;
}

/** Every unit that was published, ranked or scored; by published rank, then by computed rank, then by value. */
export function rankingRows({ publication, ranking, scores, unitOf }: RankingFacts): RankingRow[] {
  const published = new Map(publication?.results.map((result) => [result.unit, publishedOf(result)]));
  const ranked = new Map(ranking?.rows.map((row) => [row.unit, row]));
  const scored = new Map(scores.map((score) => [score.unit, score]));
  const units = [...new Set([...published.keys(), ...ranked.keys(), ...scored.keys()])];
  const ofN = ranking?.ofN ?? scores.filter((score) => score.value !== undefined).length;
  return units
    .map((unit) => {
      const [row, score] = [ranked.get(unit), scored.get(unit)];
      const value = row?.value ?? score?.value;
      const computed: ComputedResult | undefined =
        value === undefined ? undefined : { value, ...present('rank', row?.rank), ofN };
      const outside =
        published.get(unit) ?? (score?.published === undefined ? undefined : { value: score.published });
      return {
        unit: unitOf(unit),
        ...present('published', outside),
        ...present('computed', computed),
        ...demoMark(row?.demo ?? score?.demo),
      };
    })
    .filter((row) => row.published !== undefined || row.computed !== undefined)
    .sort(inOrder);
}

const LAST = Number.POSITIVE_INFINITY;
const rankOf = (row: RankingRow): number => row.published?.rank ?? row.computed?.rank ?? LAST;
const valueOf = (row: RankingRow): number => row.published?.value ?? row.computed?.value ?? -LAST;

const inOrder = (a: RankingRow, b: RankingRow): number => {
  const [first, second] = [rankOf(a), rankOf(b)];
  if (first !== second) return first < second ? -1 : 1;
  return valueOf(b) - valueOf(a) || (a.unit.code < b.unit.code ? -1 : 1);
};
