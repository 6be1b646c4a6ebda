import { type EventDefinition } from '#contracts';
import { type Tx } from '#persistence';
import { type Subscription } from '../group-settings.js';
import { type Slice } from '../slice.js';

export type Row = Readonly<Record<string, unknown>>;

/** A table that the states of a topic fill; each state gives the same columns. */
export interface RestoredTable<T> {
  readonly table: string;
  readonly rowOf: (state: T) => Row;
  /** The columns that name an entity, where the table holds its newest version only; else every version is a row. */
  readonly newestBy?: readonly string[];
}

/** How states that a service has sent become rows of its own again: the way back of its `Republication`. */
export interface Restoration<T = never> {
  readonly definition: EventDefinition<T>;
  readonly tables: readonly RestoredTable<T>[];
}

/** Keeps a restoration's own type while lists hold many. */
export const restoration = <T>(
  definition: EventDefinition<T>,
  ...tables: readonly RestoredTable<T>[]
): Restoration => ({ definition, tables }) as unknown as Restoration;

/** Reads the topic as any consumer does: decoded, validated, in slices with their offsets. */
export const subscriptionOf = ({ definition, tables }: Restoration): Subscription => ({
  definition,
  handler: async (slice: Slice<unknown>) => {
    const states = slice.events.map(({ data }) => data as never);
    await slice.transaction(async (tx) => {
      for (const table of tables) await restore(tx, table, states);
    });
  },
});

async function restore<T>(tx: Tx, { table, rowOf, newestBy }: RestoredTable<T>, states: readonly T[]) {
  const all = states.map(rowOf);
  const rows = newestBy ? newestRows(all, newestBy) : all;
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const list = columns.join(', ');
  await tx.query(
    `INSERT INTO ${table} AS held (${list})
     SELECT ${list} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ON CONFLICT ${onConflict(columns, newestBy)}`,
    [JSON.stringify(rows)],
  );
}

function onConflict(columns: readonly string[], key: readonly string[] | undefined): string {
  if (!key) return 'DO NOTHING';
  const set = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${column} = excluded.${column}`);
  return `(${key.join(', ')}) DO UPDATE SET ${set.join(', ')} WHERE excluded.version > held.version`;
}

/** One statement may not touch a row twice. */
function newestRows(rows: readonly Row[], key: readonly string[]): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const name = JSON.stringify(key.map((column) => row[column]));
    if (Number(row['version']) > Number(newest.get(name)?.['version'] ?? 0)) newest.set(name, row);
  }
  return [...newest.values()];
}
