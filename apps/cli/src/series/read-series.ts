import { InputProblem } from '../input-problem.js';
import type { Run } from '../run.js';
import { csvRows, type CsvRow } from '../tables/csv-rows.js';
import { NumberReader } from '../tables/number-reader.js';
import type { SourceFile } from '../tables/source-file.js';
import { type FileSeries, SeriesBuilder } from './file-series.js';
import { seriesColumns, type SeriesColumns } from './series-columns.js';

/**
 * The series of a file (`series,period,value`) in the order in which they begin.
 *
 * Rows of one series that stand together are handed on as soon as the series ends, so a file of any length needs the
 * memory of its longest series. Where they are scattered, all series are kept until the end. Which of the two holds
 * is found by reading the names once beforehand. Faulty series are told to the run and left out.
 *
 * @throws InputProblem for what makes the whole file unreadable
 */
export async function* readSeries(source: SourceFile, run: Run): AsyncGenerator<FileSeries> {
  const isTogether = await seriesStandTogether(source);
  const builders = new Map<string, SeriesBuilder>();
  for await (const builder of gathered(source, run, builders)) {
    if (!isTogether || builders.size < 2) continue;
    yield* finishedBut(builder, builders);
  }
  yield* finishedBut(undefined, builders);
}

function* finishedBut(
  current: SeriesBuilder | undefined,
  builders: Map<string, SeriesBuilder>,
): Generator<FileSeries> {
  for (const [name, builder] of builders) {
    if (builder === current) continue;
    builders.delete(name);
    const series = builder.finish();
    if (series) yield series;
  }
}

/** Puts each row into its series, and says after each row which one that was. */
async function* gathered(
  source: SourceFile,
  run: Run,
  builders: Map<string, SeriesBuilder>,
): AsyncGenerator<SeriesBuilder> {
  const numbers = new NumberReader(source.name);
  for await (const { row, columns } of rowsOf(source)) {
    const name = row.cells[columns.series] ?? '';
    if (name === '') {
      run.complain(new InputProblem(source.name, row.line, 'series.unnamed', 'this row names no series'));
      continue;
    }
    const complain = (problem: InputProblem): void => run.complain(problem);
    const builder = builders.get(name) ?? new SeriesBuilder(source.name, name, row.line, complain);
    builders.set(name, builder);
    addRow(builder, row, columns, numbers);
    yield builder;
  }
}

function addRow(builder: SeriesBuilder, row: CsvRow, columns: SeriesColumns, numbers: NumberReader): void {
  const { line, cells } = row;
  try {
    const value = numbers.read(cells[columns.value] ?? '', line, 'the value');
    const period = cells[columns.period] ?? '';
    builder.add(value === undefined ? { line, period } : { line, period, value });
  } catch (error) {
    if (!(error instanceof InputProblem)) throw error;
    builder.spoil(error);
  }
}

async function* rowsOf(
  source: SourceFile,
): AsyncGenerator<{ readonly row: CsvRow; readonly columns: SeriesColumns }> {
  let columns: SeriesColumns | undefined;
  let isEmpty = true;
  for await (const row of csvRows(source.name, source.bytes())) {
    if (columns) {
      isEmpty = false;
      yield { row, columns };
    }
    columns ??= seriesColumns(source.name, row);
  }
  if (isEmpty) throw new InputProblem(source.name, 1, 'table.empty', 'there is no row under the header');
}

/** Whether no series goes on after another one has begun. */
async function seriesStandTogether(source: SourceFile): Promise<boolean> {
  const seen = new Set<string>();
  let current: string | undefined;
  for await (const { row, columns } of rowsOf(source)) {
    const name = row.cells[columns.series];
    if (name === current || name === undefined) continue;
    if (seen.has(name)) return false;
    seen.add(name);
    current = name;
  }
  return true;
}
