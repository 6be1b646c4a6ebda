import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

export type TableRow = Readonly<Record<string, string>>;
/** Reads a table of the shipped data by its file name without `.csv`. */
export type ReadTable = (name: string) => readonly TableRow[];

const DATA = path.join('deploy', 'seed', 'data');

/** The history and the editions that the product ships. */
export function readShippedTable(name: string): readonly TableRow[] {
  const text = readFileSync(path.join(shippedData(), `${name}.csv`));
  return parse<TableRow>(text, { columns: true, bom: true });
}

/** Sources and built files lie at different depths below the folder that has the data. */
function shippedData(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, DATA))) {
    const above = path.dirname(folder);
    if (above === folder)
      throw new Error(`${DATA} is not there: the product is incomplete; install it again`);
    folder = above;
  }
  return path.join(folder, DATA);
}

/** A cell of text that must be there. */
export function cell(row: TableRow, name: string): string {
  const text = row[name];
  if (text === undefined) throw new Error(`the shipped data have no column ${name}`);
  return text;
}

/** A number, or undefined for an empty cell. */
export function numberIn(row: TableRow, name: string): number | undefined {
  const text = cell(row, name);
  return text === '' ? undefined : Number(text);
}
