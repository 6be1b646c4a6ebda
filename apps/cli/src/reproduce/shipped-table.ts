import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

export type TableRow = Readonly<Record<string, string>>;
/** Reads a table of the shipped data by its file name without `.csv`. */
export type ReadTable = (name: string) => readonly TableRow[];

const SEED = path.join('deploy', 'seed');

/** The history and the editions that the product ships. */
export function readShippedTable(name: string): readonly TableRow[] {
  const text = readFileSync(path.join(shippedFolder('data'), `${name}.csv`));
  return parse<TableRow>(text, { columns: true, bom: true });
}

/** A folder of the shipped data; sources and built files lie at different depths below it. */
export function shippedFolder(name: 'data' | 'editions'): string {
  let above = import.meta.dirname;
  while (!existsSync(path.join(above, SEED, name))) {
    const next = path.dirname(above);
    if (next === above)
      throw new Error(`${SEED}/${name} is not there: the product is incomplete; install it again`);
    above = next;
  }
  return path.join(above, SEED, name);
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
