import { type RowProblem } from '../row-problem.js';

/** What became of a row. */
export type RowOutcome =
  | { readonly outcome: 'recorded' | 'unchanged' | 'revised'; readonly id: string; readonly revision: number }
  | { readonly outcome: 'returned'; readonly problems: readonly RowProblem[] };

export const returned = (...problems: RowProblem[]): RowOutcome => ({ outcome: 'returned', problems });
