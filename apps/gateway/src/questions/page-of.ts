import { RejectedError } from '#runtime';

const MOST = 1000;
const USUAL = 200;

/** Reads `limit`: 1 to 1000, 200 without a wish. Throws RejectedError `limit.invalid` (400). */
export function limitOf(text: string | undefined): number {
  if (text === undefined) return USUAL;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw new RejectedError('limit.invalid', `limit is a whole number from 1 to ${MOST}.`, {
    status: 400,
    field: 'limit',
    params: { most: MOST },
  });
}

type Part = 'text' | 'instant';
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * Reads a cursor that an earlier page gave: the sort key of its last row, whose parts are of the given kinds. Throws
 * RejectedError `cursor.invalid` (400).
 */
export function cursorOf(text: string | undefined, kinds: readonly Part[]): string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const key = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    if (Array.isArray(key) && key.length === kinds.length && kinds.every((kind, n) => isPart(key[n], kind)))
      return key as string[];
  } catch {
    // Falls through: whatever is no cursor of ours gets the same answer.
  }
  throw new RejectedError('cursor.invalid', 'The cursor is not one that an answer gave.', {
    status: 400,
    field: 'cursor',
  });
}

const isPart = (part: unknown, kind: Part): boolean =>
  typeof part === 'string' &&
  (kind === 'text' ? !part.includes('\0') : INSTANT.test(part) && !Number.isNaN(Date.parse(part)));

export interface PageOf<T> {
  items: T[];
  next?: string;
}

/** Cuts a result that was asked for with one row more than the limit, and makes the cursor of the next page. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => string[],
  itemOf: (row: R) => T,
): PageOf<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next =
    rows.length > limit && last ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : undefined;
  return { items: shown.map(itemOf), ...(next === undefined ? {} : { next }) };
}
