import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { ENGINE } from './documented-functions.js';
import type { Example } from './example.js';

const ROOT = new URL('../../../', import.meta.url);
const BLOCK = /```json\n(.*?)```/gs;
const HEADING = /^## (.*)$/gm;

export const methodology = readFileSync(new URL('docs/methodology.md', ROOT), 'utf8');

/** The part of the document under each heading of the second level, in order. */
export function sectionsOf(document: string): ReadonlyMap<string, string> {
  const found = [...document.matchAll(HEADING)];
  return new Map(
    found.map((heading, at) => [
      heading[1]!,
      document.slice(heading.index + heading[0].length, found[at + 1]?.index ?? document.length),
    ]),
  );
}

/** The worked examples of a text: its JSON blocks that name an example. */
export function examplesIn(text: string): Example[] {
  return [...text.matchAll(BLOCK)]
    .map(([, json]) => JSON.parse(json!) as Partial<Example>)
    .filter((block): block is Example => block.example !== undefined);
}

export function resultOf(example: Example): unknown {
  const compute = ENGINE[example.example];
  if (!compute) throw new Error(`the document names ${example.example}, which no test computes`);
  return compute(example);
}

function decimals(value: number): number {
  return (String(value).split('.')[1] ?? '').length;
}

/** What was computed, with the fields and to the digits that the document prints. */
export function asPrinted(found: unknown, printed: unknown): unknown {
  if (typeof printed === 'number' && typeof found === 'number')
    return Number(found.toFixed(decimals(printed)));
  if (Array.isArray(printed) && Array.isArray(found)) {
    // A list that is longer or shorter than printed must show, so nothing of it is cut off.
    return found.map((item, at) => asPrinted(item, printed[at]));
  }
  if (typeof printed === 'object' && printed !== null && typeof found === 'object' && found !== null) {
    const known = new Map(Object.entries(found));
    return Object.fromEntries(
      Object.entries(printed).map(([key, value]) => [key, asPrinted(known.get(key), value)]),
    );
  }
  return found;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Numbers of an example's input that are not in the rows of the shipped table that it says they are from. */
export function strangersIn({ data, values }: Example): number[] {
  if (!data) return [];
  const rows = parse<Record<string, string>>(
    readFileSync(new URL(`deploy/seed/data/${data.table}.csv`, ROOT)),
    { columns: true, bom: true },
  );
  const wanted = Object.entries(data.where).map(([column, text]) => [column, [text].flat()] as const);
  const own = rows.filter((row) => wanted.every(([column, texts]) => texts.includes(row[column] ?? '')));
  const known = new Set(own.flatMap((row) => Object.values(row)).filter((text) => text !== ''));
  const numbers = new Set([...known].map(Number));
  return numbersIn(values).filter((number) => !numbers.has(number));
}
