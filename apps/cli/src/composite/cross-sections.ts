import {
  assertDocumentHoldsFor,
  assertInRange,
  type CompositeData,
  MethodError,
  methodLeaves,
} from '#scoring-engine';
import { InputProblem } from '../input-problem.js';
import { periodAt, placeOfPeriod } from '../series/period-index.js';
import type { WideRow, WideTable } from '../tables/wide-table.js';
import type { MethodFile } from './read-method.js';

/** The units of one period, as a method takes them. */
export interface CrossSection {
  readonly period?: string;
  readonly data: CompositeData;
}

/**
 * Cuts a table into its periods, each with the one before it in time, where the table has it, for carrying forward.
 *
 * @throws InputProblem edition.wrong-period, period.invalid, value.out-of-range, column.unknown for a column that the method does not have:
 *   leaving it out would drop an indicator without a word
 */
export function crossSectionsOf(table: WideTable, method: MethodFile): CrossSection[] {
  const leaves = methodLeaves(method.document.tree).map(({ code }) => code);
  const unknown = table.codes.find((code) => !leaves.includes(code));
  if (unknown !== undefined) {
    const detail = `the method has no indicator ${unknown}; add it to the tree or take the column out`;
    throw new InputProblem(table.file, 1, 'column.unknown', detail);
  }
  for (const row of table.rows) assertUsable(table.file, row, method);
  const periods = Map.groupBy(table.rows, ({ period }) => period);
  return [...periods].map(([period, rows]) => ({
    ...(period === undefined ? {} : { period }),
    data: dataOf(rows, table.codes, periods.get(periodBefore(period))),
  }));
}

/** By the calendar: a table may have its newest year first, or leave one out. */
function periodBefore(period: string | undefined): string | undefined {
  const place = period === undefined ? undefined : placeOfPeriod(period);
  return place && periodAt({ ...place, index: place.index - 1 });
}

function assertUsable(file: string, { line, unit, period, values }: WideRow, { document }: MethodFile): void {
  try {
    if (period !== undefined) assertDocumentHoldsFor(document, period);
    for (const leaf of methodLeaves(document.tree)) assertInRange(leaf, values.get(leaf.code), unit);
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    throw new InputProblem(file, line, error.code, error.detail, { cause: error });
  }
}

function dataOf(
  rows: readonly WideRow[],
  codes: readonly string[],
  before: readonly WideRow[] | undefined,
): CompositeData {
  const earlier = new Map(before?.map((row) => [row.unit, row.values]));
  return {
    units: rows.map(({ unit }) => unit),
    columns: new Map(codes.map((code) => [code, rows.map(({ values }) => values.get(code))])),
    groups: rows.map(({ group }) => group),
    before: new Map(codes.map((code) => [code, rows.map(({ unit }) => earlier.get(unit)?.get(code))])),
  };
}
