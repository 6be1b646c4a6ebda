import { rowProblem } from '../row-problem.js';
import { type RowOutcome } from './row-outcome.js';

export interface Cell {
  readonly indicator: string;
  readonly period: string;
  readonly unit: string;
}

export const cellOf = ({ indicator, period, unit }: Cell): string => `${indicator}\n${period}\n${unit}`;

/** By indicator, period and unit: the order of the table's key, in which every transaction takes its rows. */
export const byCell = (a: Cell, b: Cell): number =>
  compare(a.indicator, b.indicator) || compare(a.period, b.period) || compare(a.unit, b.unit);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The outcome of a row whose cell an earlier row of the same request has. */
export const duplicateOf = (first: number): RowOutcome => ({
  outcome: 'returned',
  problems: [rowProblem('row.duplicate', 'period', { first: first + 1 })],
});
