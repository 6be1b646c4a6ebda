import type { Cell } from './candidate-period.js';
import { compareCodes } from './rank.js';

/** What a report did to a cell: became it, was the same again, came too low, or contradicts it. */
export type MergeOutcome = 'newer' | 'same' | 'lower-revision' | 'conflict';

export interface MergedCell {
  readonly cell: Cell;
  readonly outcome: MergeOutcome;
}

/**
 * Merges a report into a cell. The result is the same for every order and repetition of the reports.
 *
 * A higher revision replaces, a lower one is ignored (and counted by the caller). The same revision with another
 * value is a conflict: neither counts, and the cell says so without a value until a higher revision comes.
 *
 * Source: methodology, section 3.
 */
export function mergeReport(cell: Cell | undefined, report: Cell): MergedCell {
  if (!cell || report.revision > cell.revision) return { cell: report, outcome: 'newer' };
  if (report.revision < cell.revision) return { cell, outcome: 'lower-revision' };
  const common = joined(cell, report);
  const isConflict = cell.conflict === true || report.conflict === true || !sameValue(cell, report);
  if (isConflict) return { cell: { ...common, conflict: true }, outcome: 'conflict' };
  const { value, numerator, denominator } = cell;
  const parts = {
    ...(value === undefined ? {} : { value }),
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
  };
  return { cell: { ...common, ...parts }, outcome: 'same' };
}

function sameValue(a: Cell, b: Cell): boolean {
  return a.value === b.value && a.numerator === b.numerator && a.denominator === b.denominator;
}

/** What two reports of one revision share: the first id by code and the newest time, whichever came first. */
function joined(a: Cell, b: Cell): Cell {
  return {
    observationId: compareCodes(a.observationId, b.observationId) <= 0 ? a.observationId : b.observationId,
    revision: a.revision,
    recordedAt: a.recordedAt > b.recordedAt ? a.recordedAt : b.recordedAt,
    ...(a.demo === true || b.demo === true ? { demo: true } : {}),
  };
}

/** The cell that a set of reports makes; undefined where there is none. */
export function cellOf(reports: readonly Cell[]): Cell | undefined {
  return reports.reduce<Cell | undefined>((cell, report) => mergeReport(cell, report).cell, undefined);
}

/**
 * The cell as it was known at an instant: made of what had been recorded by then.
 *
 * @param instant  ISO 8601 in UTC with milliseconds, inclusive
 */
export function cellAsKnownOn(reports: readonly Cell[], instant: string): Cell | undefined {
  return cellOf(reports.filter((report) => report.recordedAt <= instant));
}
