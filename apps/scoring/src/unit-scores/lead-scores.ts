import { type Period } from '#periods';
import {
  type CandidatePeriod,
  type IndexScore,
  type InputTrajectory,
  inputCode,
  type ScoredInput,
  scoreUnit,
} from '#scoring-engine';
import { candidatePeriods } from '../method/candidate-periods.js';
import { type HeldEdition } from '../method/held-edition.js';
import { type ExpectedRow } from '../method/expected-rows.js';
import { type UnitWindow } from '../unit-windows/unit-window.js';

/** A unit's scores of one period under all roots of the edition, with what their ratings need. */
export interface LeadScores {
  readonly held: HeldEdition;
  readonly indexes: readonly IndexScore[];
  readonly trajectories: ReadonlyMap<string, InputTrajectory>;
  /** When the newest of what decides an input was recorded, by the input's code: values, late reports, plans. */
  readonly knownFrom: ReadonlyMap<string, string>;
}

/** Scores a unit from its window; `expected` comes from the catalogue as it held on the period's last day. */
export function leadScores(
  window: UnitWindow,
  expected: readonly ExpectedRow[],
  held: HeldEdition,
  period: Period,
): LeadScores {
  const { edition } = held;
  const withPeriods = expected.map((row) => ({ ...row, periods: candidatesIn(window, row, period) }));
  const indexes = scoreUnit({ edition, scorePeriod: period, expected: withPeriods });
  const trajectories = new Map<string, InputTrajectory>();
  const knownFrom = new Map<string, string>();
  const rows = new Map(withPeriods.map((row) => [inputCode(row), row]));
  for (const input of indexes.flatMap(({ components }) =>
    components.flatMap((component) => component.inputs),
  )) {
    const code = inputCode(input);
    if (knownFrom.has(code)) continue;
    const row = rows.get(code)!;
    const planned = input.period === undefined ? undefined : window.planned(row.series, input.period);
    if (planned && row.goalposts && row.direction !== 'neutral') {
      const { base, target } = planned;
      trajectories.set(code, { base, target, direction: row.direction, goalposts: row.goalposts });
    }
    const newest = decidedSince(input, window, row, period);
    if (newest !== undefined) knownFrom.set(code, newest);
  }
  return { held, indexes, trajectories, knownFrom };
}

function candidatesIn(
  window: UnitWindow,
  { series, periodRule, frequency }: ExpectedRow,
  score: Period,
): CandidatePeriod[] {
  const known = window.series.get(series);
  return candidatePeriods(periodRule, frequency, score).map(({ id, firstDay, lastDay }) => {
    const cell = known?.cells.get(id);
    const owed = known?.owed.get(id);
    const unprocessed = window.unprocessedSince(series, id) !== undefined;
    return { period: id, firstDay, lastDay, cell, obligation: owed?.state, unprocessed };
  });
}

/** When the newest of what decides an input was recorded. */
function decidedSince(
  input: ScoredInput,
  window: UnitWindow,
  row: ExpectedRow,
  score: Period,
): string | undefined {
  const counted = newestOf(input.observations.map(({ recordedAt }) => recordedAt));
  const lacks = input.pastDue || input.state === 'conflict' || input.state === 'not-processed';
  return lacks ? newestOf([counted, ...lackSince(window, row, score)]) : counted;
}

/** Times at which reports became late, of values that contradict each other, and of events that were not processed. */
function lackSince(
  window: UnitWindow,
  { series, periodRule, frequency }: ExpectedRow,
  score: Period,
): string[] {
  const known = window.series.get(series);
  return candidatePeriods(periodRule, frequency, score).flatMap(({ id }) => {
    const owed = known?.owed.get(id);
    const cell = known?.cells.get(id);
    const unprocessed = window.unprocessedSince(series, id);
    return [
      ...(unprocessed === undefined ? [] : [unprocessed]),
      ...(owed?.state === 'late' && !cell ? [owed.knownFrom] : []),
      ...(cell?.conflict ? [cell.recordedAt] : []),
    ];
  });
}

export function newestOf(instants: readonly (string | undefined)[]): string | undefined {
  let newest: string | undefined;
  for (const instant of instants)
    if (instant !== undefined && (newest === undefined || instant > newest)) newest = instant;
  return newest;
}
