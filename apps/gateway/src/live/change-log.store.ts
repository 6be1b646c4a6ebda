import { Injectable } from '@nestjs/common';
import { type LiveChange } from '#contracts';
import { Database, statement, type Tx } from '#persistence';

export interface LogRow {
  readonly position: number;
  readonly topic: string;
  readonly changes: LiveChange[];
}

/** Places that one transaction has in the log; a transaction appends once, so one would do. */
const PLACES = 1024;

const APPEND = statement(
  'append_changes',
  `INSERT INTO change_log (position, topic, changes) VALUES (pg_current_xact_id()::text::bigint * ${PLACES}, $1, $2)`,
);
// Rows of transactions that are still running, or began after one that is, wait: whoever reads on from a position has
// then seen every row below it, however late its transaction committed.
const READ_AFTER = statement(
  'read_changes',
  `SELECT position, topic, changes FROM change_log
    WHERE position > $1 AND position < pg_snapshot_xmin(pg_current_snapshot())::text::bigint * ${PLACES}
    ORDER BY position LIMIT $2`,
);
const BOUNDS = statement(
  'bounds_of_changes',
  `SELECT coalesce(min(position), 0)::bigint AS oldest, coalesce(max(position), 0)::bigint AS newest FROM change_log
    WHERE position < pg_snapshot_xmin(pg_current_snapshot())::text::bigint * ${PLACES}`,
);
const PENDING = statement('pending_changes', 'SELECT 1 FROM change_log WHERE position > $1 LIMIT 1');
const TRIM = statement(
  'trim_changes',
  `DELETE FROM change_log WHERE position < (SELECT max(position) FROM change_log) AND position <= (
     SELECT max(position) FROM (
       (SELECT position FROM change_log ORDER BY position DESC OFFSET $1 LIMIT 1)
       UNION ALL
       (SELECT max(position) FROM change_log WHERE logged_at < now() - make_interval(secs => $2))) AS old(position))`,
);

/** What changed, in an order that never lets a late commit be passed over. */
@Injectable()
export class ChangeLogStore {
  constructor(private readonly database: Database) {}

  async append(tx: Tx, topic: string, changes: readonly LiveChange[]): Promise<void> {
    if (changes.length > 0) await tx.query(APPEND, [topic, JSON.stringify(changes)]);
  }

  readAfter(position: number, limit: number): Promise<LogRow[]> {
    return this.database.query<LogRow>(READ_AFTER, [position, limit]);
  }

  /** The oldest and newest rows that may be served. */
  async bounds(): Promise<{ oldest: number; newest: number }> {
    const [row] = await this.database.query<{ oldest: number; newest: number }>(BOUNDS);
    return row!;
  }

  /** Whether a row lies above the position, served already or not. */
  async hasAbove(position: number): Promise<boolean> {
    return (await this.database.query(PENDING, [position])).length > 0;
  }

  /** Keeps at most so many rows, none older than so many seconds but the newest, from which a client may go on. */
  async trim(rows: number, seconds: number): Promise<void> {
    await this.database.query(TRIM, [rows, seconds]);
  }
}
