// @ts-check
import { parts } from '../tables.mjs';

/**
 * An entry of the catalogue as `POST /catalogue` takes it.
 * @typedef {{ kind: string, code: string, validFrom: string, validTo?: string, attributes: Record<string, unknown> }} Draft
 */
/**
 * How the text of some columns is read; all others stay text.
 * @typedef {{ numbers?: readonly string[], flags?: readonly string[], lists?: readonly string[], omit?: readonly string[] }} Columns
 */

const DATES = ['valid_from', 'valid_to'];
const FLAGS = ['verified'];

/** @param {string} column */
const camelCase = (column) =>
  column.replace(/_([a-z0-9])/g, (_, /** @type {string} */ letter) => letter.toUpperCase());

/** @param {string} text */
const flagOf = (text) => (text === 'yes' ? true : text === 'no' ? false : text);

/**
 * @param {string} column
 * @param {string} text
 * @param {Columns} columns
 */
function valueOf(column, text, columns) {
  if (columns.numbers?.includes(column)) return numberOf(column, text);
  if (columns.lists?.includes(column)) return parts(text);
  if (FLAGS.includes(column) || columns.flags?.includes(column)) return flagOf(text);
  return text;
}

/**
 * @param {string} column
 * @param {string} text
 */
export function numberOf(column, text) {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error(`${column}: ${text} is not a number`);
  return value;
}

/**
 * All filled columns of a row as camelCase attributes; an empty cell is left out.
 * @param {Record<string, string>} row
 * @param {Columns} [columns]
 * @returns {Record<string, unknown>}
 */
export function attributesOf(row, columns = {}) {
  const omitted = new Set([...DATES, ...(columns.omit ?? [])]);
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column, text]) => text !== '' && !omitted.has(column))
      .map(([column, text]) => [camelCase(column), valueOf(column, text, columns)]),
  );
}

/**
 * @param {string} kind
 * @param {string} code
 * @param {{ valid_from: string, valid_to: string }} dates
 * @param {Record<string, unknown>} attributes
 * @returns {Draft}
 */
export function draft(kind, code, dates, attributes) {
  const validTo = dates.valid_to === '' ? {} : { validTo: dates.valid_to };
  return { kind, code, validFrom: dates.valid_from, ...validTo, attributes };
}
