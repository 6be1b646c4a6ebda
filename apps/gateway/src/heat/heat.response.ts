import {
  type HeatCell,
  type HeatColumn,
  type HeatRow,
  type RatingCounts,
  type UnitReference,
} from '#contracts';
import { type RatingRow, type TrendRowState } from '../marks/mark.query.js';
import { byUrgency, noCounts } from '../marks/mark-views.js';
import { demoMark, present } from '../questions/present.js';
import { type ScoreState } from '../scores/score.query.js';

type Keyed = { unit: string; index: string };
export const cellKey = ({ unit, index }: Keyed, component: string): string => `${unit}|${index}|${component}`;

/** What one period says about every cell, by unit, index and component. */
export interface HeatFacts {
  readonly scores: readonly ScoreState[];
  readonly before: ReadonlyMap<string, number>;
  readonly ratings: ReadonlyMap<string, RatingRow>;
  readonly trends: ReadonlyMap<string, TrendRowState>;
}

export function heatCell(score: ScoreState, facts: Omit<HeatFacts, 'scores'>): HeatCell {
  const key = cellKey(score, score.component);
  const rating = facts.ratings.get(key);
  const trend = facts.trends.get(key);
  const before = facts.before.get(key);
  const change = score.value === undefined || before === undefined ? undefined : score.value - before;
  return {
    component: score.component,
    index: score.index,
    state: score.state,
    ...present('value', score.value),
    rating: rating?.rating ?? 'unrated',
    ...present('ratingReason', rating?.reason),
    ...present('planned', rating?.planned),
    verdict: trend?.verdict ?? 'insufficient',
    strength: trend?.strength ?? 'none',
    ...present('change', change),
    coverage: score.coverage,
    version: score.version,
    knownFrom: score.knownFrom,
    ...demoMark(score.demo),
  };
}

/** The cells of one unit in the order of the columns; a column that the unit does not answer for has none. */
export function cellsOf(unit: string, columns: readonly HeatColumn[], facts: HeatFacts): HeatCell[] {
  const own = new Map(
    facts.scores
      .filter((score) => score.unit === unit)
      .map((score) => [cellKey(score, score.component), score]),
  );
  return columns.flatMap(({ index, component }) => {
    const score = own.get(cellKey({ unit, index }, component));
    return score ? [heatCell(score, facts)] : [];
  });
}

export interface RowUnit {
  readonly unit: UnitReference;
  readonly unitKind: string;
}

/** A row for each unit, worst first. */
export function heatRows(
  units: readonly RowUnit[],
  columns: readonly HeatColumn[],
  facts: HeatFacts,
  counts: ReadonlyMap<string, RatingCounts>,
): HeatRow[] {
  const collator = new Intl.Collator('vi');
  return units
    .map((row) => ({
      ...row,
      counts: counts.get(row.unit.code) ?? noCounts(),
      cells: cellsOf(row.unit.code, columns, facts),
    }))
    .sort((a, b) => byUrgency(a.counts, b.counts) || collator.compare(a.unit.nameVi, b.unit.nameVi));
}
