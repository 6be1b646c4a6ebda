import { type Locale } from '#i18n';
import { type RowOutcome } from './observations/row-outcome.js';
import { type ToldProblem, toldProblem } from './row-problem.js';

/** The outcome of a row as its caller reads it. */
export interface RowAnswer {
  readonly index: number;
  readonly outcome: RowOutcome['outcome'];
  readonly id?: string;
  readonly revision?: number;
  readonly problems?: readonly ToldProblem[];
}

export const toldOutcomes = (outcomes: readonly RowOutcome[], locale: Locale): RowAnswer[] =>
  outcomes.map((outcome, index) =>
    outcome.outcome === 'returned'
      ? {
          index,
          outcome: outcome.outcome,
          problems: outcome.problems.map((problem) => toldProblem(problem, locale)),
        }
      : { index, ...outcome },
  );
