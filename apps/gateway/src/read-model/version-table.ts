import { type Cause, type Instant, type LiveTopic } from '#contracts';
import { statement, type Statement } from '#persistence';

export type ColumnType = 'text' | 'int' | 'float8' | 'boolean' | 'timestamptz' | 'date' | 'json';

export interface Column<T> {
  readonly type: ColumnType;
  readonly of: (state: T) => unknown;
}

/** What every state carries whatever it is about. */
export interface Versioned {
  readonly version: number;
  readonly catalogueVersion: number;
  readonly cause: Cause;
  readonly demo?: boolean;
}

/** How the states of one kind of entity are kept: every version a row, none ever changed. */
export interface VersionTable<T extends Versioned> {
  readonly topic: LiveTopic;
  readonly insert: Statement;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (state: T) => string;
  readonly unitOf: (state: T) => string | undefined;
}

interface Description<T> {
  readonly table: string;
  readonly topic: LiveTopic;
  readonly columns: Readonly<Record<string, Column<T>>>;
  readonly keyOf: (state: T) => string;
  readonly unitOf?: (state: T) => string | undefined;
  readonly knownFrom: (state: T) => Instant;
}

export const text = <T>(of: (state: T) => string | undefined): Column<T> => ({ type: 'text', of });
export const int = <T>(of: (state: T) => number | undefined): Column<T> => ({ type: 'int', of });
export const float = <T>(of: (state: T) => number | undefined): Column<T> => ({ type: 'float8', of });
export const truth = <T>(of: (state: T) => boolean | undefined): Column<T> => ({ type: 'boolean', of });
export const instant = <T>(of: (state: T) => Instant | undefined): Column<T> => ({ type: 'timestamptz', of });
export const day = <T>(of: (state: T) => string | undefined): Column<T> => ({ type: 'date', of });
/** Kept as `json`, not `jsonb`: it is only ever read whole, so there is nothing to gain from taking it apart. */
export const json = <T>(of: (state: T) => unknown): Column<T> => ({
  type: 'json',
  of: (state) => JSON.stringify(of(state)),
});

/** Versions are added, never overwritten; the same version a second time changes nothing. */
export function versionTable<T extends Versioned>(description: Description<T>): VersionTable<T> {
  const columns: Record<string, Column<T>> = {
    ...description.columns,
    version: int((state) => state.version),
    catalogue_version: int((state) => state.catalogueVersion),
    cause: text((state) => state.cause),
    demo: truth((state) => state.demo === true),
    known_from: instant(description.knownFrom),
  };
  const names = Object.keys(columns);
  const places = Object.values(columns).map(({ type }, index) => placeOf(type, index + 1));
  return {
    topic: description.topic,
    insert: statement(
      `add_${description.table}`,
      `INSERT INTO ${description.table} (${names.join(', ')}) SELECT * FROM unnest(${places.join(', ')}) ON CONFLICT DO NOTHING`,
    ),
    columns: Object.values(columns),
    keyOf: description.keyOf,
    unitOf: description.unitOf ?? (() => undefined),
  };
}

/** Never in a JSON text, where control characters are escaped (RFC 8259, section 7). */
const SEPARATOR = '\u001e';

/**
 * JSON travels as one text with separators: as an array each of its quotes would be escaped and taken back, which made
 * two thirds of the time of taking scores in.
 */
const placeOf = (type: ColumnType, number: number): string =>
  type === 'json' ? `string_to_array($${number}, E'\\x1e')::json[]` : `$${number}::${type}[]`;

/** One value a column, in the order of the statement's places. */
export const columnValues = <T extends Versioned>(table: VersionTable<T>, states: readonly T[]): unknown[] =>
  table.columns.map((column) => {
    const values = states.map((state) => column.of(state));
    return column.type === 'json' ? values.join(SEPARATOR) : values;
  });
