import {
  type CandidatePeriod,
  type Contribution,
  type Edition,
  type ExpectedIndicator,
  type Goalposts,
  type ScoredWhole,
  scoreUnit,
} from '../src/index.js';
import type { Example } from './example.js';

/** One row of a department's score as the document writes it. */
interface Row {
  readonly indicator: string;
  readonly feeds: string;
  readonly weight: number;
  readonly goalposts: readonly [number, number];
  readonly direction: 'up' | 'down';
  /** Absent where the report is late. */
  readonly value?: number;
  readonly recordedAt?: string;
}

/** A unit's score of one administrative month from the rows of an example. */
export function aUnitScore({ edition, month, unit, rows }: Example): unknown {
  const { id, firstDay, lastDay } = month as { id: string; firstDay: string; lastDay: string };
  const expected = (rows as Row[]).map((row): ExpectedIndicator => {
    const { value, recordedAt } = row;
    const [lo, hi] = row.goalposts;
    const cell = { observationId: row.indicator, revision: 0, recordedAt: recordedAt ?? '' };
    const period: CandidatePeriod = {
      period: id,
      firstDay,
      lastDay,
      obligation: value === undefined ? 'late' : 'received',
      ...(value === undefined ? {} : { cell: { ...cell, value } }),
    };
    return {
      indicator: row.indicator,
      forUnit: unit as string,
      weight: row.weight,
      feeds: [row.feeds],
      direction: row.direction,
      goalposts: { lo, hi } satisfies Goalposts,
      aggTime: 'last',
      frequency: 'month',
      periods: [period],
    };
  });
  const [index] = scoreUnit({
    edition: edition as Edition,
    scorePeriod: { id, firstDay, lastDay },
    expected,
  });
  return index;
}

/** A score with its parts, given as code: [weight, score]. */
export function aWholeOf(parts: Readonly<Record<string, readonly number[]>>): ScoredWhole {
  const contributions = Object.entries(parts).map(([code, [weight = 0, score = 0]]): Contribution => ({
    code,
    weight,
    score,
    contribution: weight * score,
  }));
  return { score: contributions.reduce((sum, { contribution }) => sum + contribution, 0), contributions };
}
