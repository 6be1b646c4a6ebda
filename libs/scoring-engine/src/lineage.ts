import { MethodError } from './method-error.js';
import { compareCodes } from './rank.js';

/** What becomes of a unit when an entry of it ends. */
export type UnitChange =
  'unchanged' | 'rename' | 'reparent' | 'reorganise' | 'merge' | 'split' | 'absorb' | 'abolish';

/** A dated entry of a unit; days 'YYYY-MM-DD', inclusive. */
export interface UnitEntry {
  readonly code: string;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly successors: readonly string[];
  readonly change?: UnitChange;
}

/** After these the unit is the same one under another entry, and its series go on. */
const SAME_UNIT: ReadonlySet<UnitChange> = new Set(['unchanged', 'rename', 'reparent']);

/** Whether a series goes on across a change; a merger, split, take-over, reorganisation or abolition breaks it. */
export function goesOn(change: UnitChange | undefined): boolean {
  return change !== undefined && SAME_UNIT.has(change);
}

/** The entry of a unit that holds on a day. */
export function entryOn(entries: readonly UnitEntry[], code: string, day: string): UnitEntry | undefined {
  return entries.find(
    (entry) => entry.code === code && entry.validFrom <= day && day <= (entry.validTo ?? '9999'),
  );
}

/**
 * The units that stand on a day where a unit once stood: itself while it holds, else its successors, followed as far
 * as needed. Late data of an ended unit come through them.
 *
 * Source: methodology, section 3; the cases of departments.csv and provinces.csv.
 *
 * @returns codes in order, each once; empty where the unit ended without successor or has not begun
 * @throws MethodError tree.cycle where units succeed each other in a circle, tree.orphan for a successor without entry
 */
export function unitsOn(entries: readonly UnitEntry[], code: string, day: string): string[] {
  const found = new Set<string>();
  follow(entries, code, day, [], found);
  return [...found].sort(compareCodes);
}

function follow(
  entries: readonly UnitEntry[],
  code: string,
  day: string,
  path: readonly string[],
  found: Set<string>,
): void {
  if (entryOn(entries, code, day)) {
    found.add(code);
    return;
  }
  if (path.includes(code)) throw new MethodError('tree.cycle', `unit ${code} is its own successor`);
  const own = entries.filter((entry) => entry.code === code);
  if (own.length === 0) throw new MethodError('tree.orphan', `unit ${code} has no entry`);
  const last = own
    .filter((entry) => (entry.validTo ?? '9999') < day)
    .sort(byEnd)
    .at(-1);
  for (const successor of last?.successors ?? []) {
    if (successor !== code) follow(entries, successor, day, [...path, code], found);
  }
}

function byEnd(a: UnitEntry, b: UnitEntry): number {
  return compareCodes(a.validTo ?? '9999', b.validTo ?? '9999');
}

/** Direct predecessors of a unit: those whose last entry names it. */
export function predecessorsOf(entries: readonly UnitEntry[], code: string): string[] {
  const before = entries.filter((entry) => entry.code !== code && entry.successors.includes(code));
  return [...new Set(before.map((entry) => entry.code))].sort(compareCodes);
}

/** The first days on which a unit's series starts anew: the day after each entry whose change breaks it. */
export function unitBreaks(entries: readonly UnitEntry[], code: string): string[] {
  const own = entries
    .filter((entry) => entry.code === code)
    .sort((a, b) => compareCodes(a.validFrom, b.validFrom));
  return own.slice(1).flatMap((entry, at) => (goesOn(own[at]?.change) ? [] : [entry.validFrom]));
}
