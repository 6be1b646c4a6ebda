// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const DATA = join(import.meta.dirname, 'data');

/**
 * A CSV file of `data/` as rows of text; a named column that the file lacks is an error.
 * @template {string} C
 * @param {string} name file name without `.csv`
 * @param {readonly C[]} columns the columns that the caller reads by name
 * @returns {Record<C, string>[]}
 */
export function readTable(name, columns) {
  /** @type {Record<C, string>[]} */
  const rows = parse(readFileSync(join(DATA, `${name}.csv`)), { columns: true });
  const first = rows[0];
  const missing = columns.filter((column) => !first || !(column in first));
  if (missing.length > 0) throw new Error(`data/${name}.csv has no column ${missing.join(', ')}`);
  return rows;
}

/**
 * Whether a dated row holds on a day, both ends included.
 * @param {{ valid_from: string, valid_to: string }} row
 * @param {string} day
 */
export const holdsOn = (row, day) => row.valid_from <= day && (row.valid_to === '' || day <= row.valid_to);

/**
 * The parts of a `;` list.
 * @param {string} text
 */
export const parts = (text) => text.split(';').filter((part) => part !== '');
