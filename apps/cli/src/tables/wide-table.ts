import { InputProblem } from '../input-problem.js';
import { csvRows, type CsvRow } from './csv-rows.js';
import { NumberReader } from './number-reader.js';
import type { SourceFile } from './source-file.js';

/** One row of a wide table: a unit, in one period where the table has periods. */
export interface WideRow {
  readonly line: number;
  readonly unit: string;
  readonly period?: string;
  /** Group of the unit, where a column of groups was asked for. */
  readonly group?: string;
  readonly values: ReadonlyMap<string, number>;
}

export interface WideTable {
  readonly file: string;
  /** The indicators that the header names. */
  readonly codes: readonly string[];
  readonly rows: readonly WideRow[];
}

const UNIT = 'unit';
const PERIOD = 'period';

/**
 * Reads `unit[,period][,GROUP],CODE…`, one row a unit; every faulty cell is told before the work ends.
 *
 * @param groupColumn  column that names each unit's group
 * @param complain  is told each fault
 * @throws InputProblem for what makes the whole file unreadable
 */
export async function readWideTable(
  source: SourceFile,
  groupColumn: string | undefined,
  complain: (problem: InputProblem) => void,
): Promise<WideTable> {
  const rows: WideRow[] = [];
  const lines = new Map<string, number>();
  const numbers = new NumberReader(source.name);
  let header: readonly string[] | undefined;
  for await (const row of csvRows(source.name, source.bytes())) {
    if (!header) {
      header = checkedHeader(source.name, row, groupColumn);
      continue;
    }
    const read = readRow(row, header, groupColumn, numbers, complain);
    const problem = rowProblem(source.name, read, lines);
    if (problem) complain(problem);
    rows.push(read);
  }
  const own = [UNIT, PERIOD, groupColumn];
  return { file: source.name, codes: (header ?? []).filter((name) => !own.includes(name)), rows };
}

function checkedHeader(
  file: string,
  { line, cells }: CsvRow,
  groupColumn: string | undefined,
): readonly string[] {
  if (!cells.includes(UNIT))
    throw new InputProblem(
      file,
      line,
      'header.missing',
      'the column unit is missing; the header is unit,CODE…',
    );
  if (groupColumn !== undefined && !cells.includes(groupColumn)) {
    const detail = `the column ${groupColumn} is missing, by which the method groups the units`;
    throw new InputProblem(file, line, 'header.missing', detail);
  }
  const twice = cells.find((name, at) => cells.indexOf(name) !== at);
  if (twice !== undefined)
    throw new InputProblem(file, line, 'header.twice', `the column ${twice} stands twice in the header`);
  if (cells.includes(''))
    throw new InputProblem(file, line, 'header.missing', 'a column has no name; name it or take it out');
  return cells;
}

function readRow(
  { line, cells }: CsvRow,
  header: readonly string[],
  groupColumn: string | undefined,
  numbers: NumberReader,
  complain: (problem: InputProblem) => void,
): WideRow {
  const texts = new Map(header.map((name, at) => [name, cells[at] ?? '']));
  const values = new Map<string, number>();
  for (const [name, text] of texts) {
    if (name === UNIT || name === PERIOD || name === groupColumn) continue;
    try {
      const value = numbers.read(text, line, name);
      if (value !== undefined) values.set(name, value);
    } catch (error) {
      if (!(error instanceof InputProblem)) throw error;
      complain(error);
    }
  }
  const [period, group] = [texts.get(PERIOD), groupColumn === undefined ? undefined : texts.get(groupColumn)];
  return {
    line,
    unit: texts.get(UNIT) ?? '',
    values,
    ...(period === undefined ? {} : { period }),
    ...(group === undefined || group === '' ? {} : { group }),
  };
}

function rowProblem(file: string, row: WideRow, lines: Map<string, number>): InputProblem | undefined {
  const { line, unit, period } = row;
  if (unit === '') return new InputProblem(file, line, 'unit.unnamed', 'this row names no unit');
  const key = JSON.stringify([unit, period]);
  const before = lines.get(key);
  lines.set(key, before ?? line);
  if (before === undefined) return undefined;
  const detail = `unit ${unit} stands already on line ${before}; give each unit one row`;
  return new InputProblem(file, line, 'cell.two-values', detail);
}
