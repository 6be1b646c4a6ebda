import { type PoolClient } from 'pg';
import { unpacked } from '#contracts';
import { SHARDS } from './shard.js';

/** A record for the broker; headers as JSON. */
export interface OutboxRecord {
  readonly topic: string;
  readonly key: string;
  readonly headers: string;
  readonly value: string;
}

export interface OutboxRow extends OutboxRecord {
  readonly id: number;
  /** Packed where it is long. */
  readonly value: string;
  /** The same value for further topics: a JSON list of `[topic, key, headers]`. */
  readonly copies: string | null;
}

/** The records of rows, in their order. */
export const recordsOf = (rows: readonly OutboxRow[]): OutboxRecord[] =>
  rows.flatMap(({ topic, key, headers, value: stored, copies }) => {
    const value = unpacked(stored);
    const first = { topic, key, headers, value };
    if (copies === null) return first;
    const others = JSON.parse(copies) as [string, string, string][];
    return [first, ...others.map((other) => ({ topic: other[0], key: other[1], headers: other[2], value }))];
  });

const ROWS_AT_ONCE = 2000;
/** Of values as they are stored; unpacked they may be five times as much. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** The first rows of a condition in id order, as far as their values fit, with how many there would have been. */
const firstRows = (condition: string): string => `
  SELECT id, topic, key, headers, value, copies, found FROM (
    SELECT *, count(*) OVER () AS found, sum(octet_length(value)) OVER (ORDER BY id) - octet_length(value) AS before
    FROM (SELECT * FROM outbox WHERE ${condition} ORDER BY id LIMIT ${ROWS_AT_ONCE}) AS oldest) AS counted
  WHERE before < ${BYTES_AT_ONCE} ORDER BY id`;

export interface OldestRows {
  readonly rows: readonly OutboxRow[];
  /** Nothing was left when they were read. */
  readonly isAll: boolean;
}

/** Reads and deletes outbox rows on the one connection that holds the shards' locks. */
export class OutboxStore {
  constructor(
    private readonly client: PoolClient,
    private readonly schema: string,
  ) {}

  /**
   * Lets the server end this session where its process stands still (a paused machine): the locks are then free for
   * another relay. A living one asks every 250 ms. Its deletions wait for no disk: a row that comes back is sent again.
   */
  async prepare(): Promise<void> {
    await this.client.query(`SET idle_session_timeout = '30s'; SET synchronous_commit = off`);
  }

  /** Takes the session locks of the shards that nobody else holds; the locks end with the connection. */
  async takeShards(held: ReadonlySet<number>): Promise<number[]> {
    const wanted = Array.from({ length: SHARDS }, (_, shard) => shard).filter((shard) => !held.has(shard));
    if (wanted.length === 0) return [];
    const { rows } = await this.client.query<{ shard: number; taken: boolean }>({
      name: 'outbox.take-shards',
      text: `SELECT shard, pg_try_advisory_lock(hashtext('outbox:' || current_database() || ':' || $1), shard) AS taken
             FROM unnest($2::int[]) AS shard`,
      values: [this.schema, wanted],
    });
    return rows.filter((row) => row.taken).map((row) => row.shard);
  }

  /** The oldest rows of the held shards in id order, past an id: at most 2,000, or 4 MB. */
  async read(shards: readonly number[], after: number): Promise<OldestRows> {
    const { rows } = await this.client.query<OutboxRow & { readonly found: number }>(
      shards.length === SHARDS
        ? { name: 'outbox.read-all', text: firstRows('id > $1'), values: [after] }
        : {
            name: 'outbox.read-shards',
            text: firstRows('id > $1 AND shard = ANY ($2::smallint[])'),
            values: [after, shards],
          },
    );
    const found = rows[0]?.found ?? 0;
    return { rows, isAll: found < ROWS_AT_ONCE && rows.length === found };
  }

  async delete(ids: readonly number[]): Promise<void> {
    await this.client.query({
      name: 'outbox.delete',
      text: 'DELETE FROM outbox WHERE id = ANY ($1::bigint[])',
      values: [ids],
    });
  }

  /** Rows that wait, and the age of the oldest in seconds; for metrics and health. */
  async backlog(): Promise<{ rows: number; ageSeconds: number }> {
    const { rows } = await this.client.query<{ rows: number; age: number | null }>({
      name: 'outbox.backlog',
      text: `SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 10001) AS oldest) AS rows,
                    extract(epoch FROM clock_timestamp() - (SELECT added_at FROM outbox ORDER BY id LIMIT 1))::float8 AS age`,
    });
    return { rows: rows[0]?.rows ?? 0, ageSeconds: rows[0]?.age ?? 0 };
  }
}
