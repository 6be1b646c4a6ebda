import pg from 'pg';

const { builtins } = pg.types;

const MILLISECONDS = '.000';
const WHOLE_SECONDS = 'YYYY-MM-DD HH:MM:SS'.length;

/** Texts in UTC, which is what servers give, are cut instead of parsed: a Date costs ten times as much. */
function instantOf(text: string): string {
  if (!text.endsWith('+00') || text[4] !== '-')
    return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
  const fraction = text.slice(WHOLE_SECONDS, -3).slice(0, MILLISECONDS.length).padEnd(1, '.');
  return `${text.slice(0, 10)}T${text.slice(11, WHOLE_SECONDS)}${fraction.padEnd(MILLISECONDS.length, '0')}Z`;
}
const arrayOf =
  <T>(parse: (text: string) => T) =>
  (text: string): (T | null)[] =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((item) => (item === 'NULL' ? null : parse(item.replaceAll('"', ''))));

// The declared ids leave out the array types, which the server sends all the same.
const setParser = pg.types.setTypeParser as (id: number, parse: (text: string) => unknown) => void;
const TIMESTAMPTZ_ARRAY = 1185;
const DATE_ARRAY = 1182;

/**
 * Instants come as ISO-8601 with milliseconds, days as `YYYY-MM-DD`, bigint as number (ids and counts stay far below
 * 2^53): one form in the database, in events and in code, and no Date object that hides a zone.
 */
export function setColumnTypes(): void {
  pg.types.setTypeParser(builtins.TIMESTAMPTZ, instantOf);
  pg.types.setTypeParser(builtins.DATE, (text: string) => text);
  pg.types.setTypeParser(builtins.INT8, Number);
  setParser(TIMESTAMPTZ_ARRAY, arrayOf(instantOf));
  setParser(
    DATE_ARRAY,
    arrayOf((text) => text),
  );
}
