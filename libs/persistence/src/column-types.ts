import pg from 'pg';

const { builtins } = pg.types;

const instantOf = (text: string): string =>
  new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
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
