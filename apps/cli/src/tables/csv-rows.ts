import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { InputProblem } from '../input-problem.js';
import { textChunks } from './text-chunks.js';

/** A row of a table with the line that it stands on; the first one is the header. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A header longer than this is no header. */
const LONGEST_HEADER = 1_000_000;

/**
 * The rows of a CSV file in flat memory: UTF-8, comma or semicolon (the header decides), quoted where needed.
 *
 * @throws InputProblem file.not-utf8, csv.malformed, table.empty, row.width
 */
export async function* csvRows(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const { delimiter, text } = await withDelimiter(textChunks(file, bytes));
  const options = { delimiter, trim: true, relax_column_count: true, skip_empty_lines: true, info: true };
  // pipeline and not pipe, which would leave a fault of the text to nobody.
  const parser = pipeline(Readable.from(text), parse(options), () => undefined);
  let width: number | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      width ??= record.length;
      if (record.length !== width) throw rowWidth(file, info.lines, record.length, width);
      yield { line: info.lines, cells: record };
    }
  } catch (cause) {
    throw cause instanceof CsvError ? malformed(file, cause) : cause;
  }
  if (width === undefined) throw new InputProblem(file, 1, 'table.empty', 'there is nothing in this file');
}

interface ParsedRow {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function rowWidth(file: string, line: number, found: number, width: number): InputProblem {
  return new InputProblem(
    file,
    line,
    'row.width',
    `this row has ${found} cells, the header has ${width}; quote cells that hold the separator`,
  );
}

function malformed(file: string, cause: CsvError): InputProblem {
  const line = typeof cause['lines'] === 'number' ? cause['lines'] : 1;
  return new InputProblem(file, line, 'csv.malformed', cause.message, { cause });
}

interface DelimitedText {
  readonly delimiter: ',' | ';';
  readonly text: AsyncIterable<string>;
}

/** Reads on until the header is whole, and hands all of the text on. */
async function withDelimiter(chunks: AsyncGenerator<string>): Promise<DelimitedText> {
  let start = '';
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) break;
    start += value;
    if (start.includes('\n') || start.length > LONGEST_HEADER) break;
  }
  const [header = ''] = start.trimStart().split('\n', 1);
  return { delimiter: header.includes(';') ? ';' : ',', text: joined(start, chunks) };
}

async function* joined(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}
