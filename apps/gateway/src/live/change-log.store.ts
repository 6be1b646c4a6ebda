import { Injectable } from '@nestjs/common';
import { type LiveChange } from '#contracts';
import { Database, statement, type Tx } from '#persistence';

export interface LogRow {
  readonly position: number;
  readonly topic: string;
  readonly changes: LiveChange[];
}

/** What a gateway calls its connections; another name would write to the log unseen. */
export const LOG_WRITER = 'chiso-gateway';

interface Writers {
  /** One past the newest transaction that has ended. */
  readonly next: number;
  /** Low 32 bits of the numbers of running transactions. */
  readonly running: readonly string[];
}

const WRAP = 2 ** 32;

/** The number of the oldest transaction that may still write; running ones come as 32 bits and get their epoch back. */
export function oldestRunning({ next, running }: Writers): number {
  const epoch = Math.floor(next / WRAP) * WRAP;
  const full = running.map((low) => {
    const number = epoch + Number(low);
    if (number - next > WRAP / 2) return number - WRAP;
    return next - number > WRAP / 2 ? number + WRAP : number;
  });
  return Math.min(next, ...full);
}

/** Places that one transaction has in the log; a transaction appends once, so one would do. */
const PLACES = 1024;

const APPEND = statement(
  'append_changes',
  `INSERT INTO change_log (position, topic, changes) VALUES (pg_current_xact_id()::text::bigint * ${PLACES}, $1, $2)`,
);
// Only writers of the log can put a row below a position, so only they hold a reader back: a transaction of another
// service in the same database may run for a minute (measured: 50 s), and pg_snapshot_xmin would wait for it.
const WRITERS = statement(
  'writers_of_changes',
  `SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next,
          array(SELECT backend_xid::text::bigint FROM pg_stat_activity
                 WHERE application_name = $1 AND backend_xid IS NOT NULL) AS running`,
);
const READ_AFTER = statement(
  'read_changes',
  `SELECT position, topic, changes FROM change_log WHERE position > $1 AND position < $2 ORDER BY position LIMIT $3`,
);
const BOUNDS = statement(
  'bounds_of_changes',
  `SELECT coalesce(min(position), 0)::bigint AS oldest, coalesce(max(position), 0)::bigint AS newest FROM change_log
    WHERE position < $1`,
);
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

  append(tx: Tx, topic: string, changes: readonly LiveChange[]): void {
    if (changes.length > 0) tx.send(APPEND, [topic, JSON.stringify(changes)]);
  }

  /** Final rows above a position: none can come below or among them any more. */
  async readAfter(position: number, limit: number): Promise<LogRow[]> {
    return (await this.look(position, limit)).rows;
  }

  /** The same, and whether a writer still runs, whose rows may follow at any moment. */
  async look(position: number, limit: number): Promise<{ rows: LogRow[]; awaited: boolean }> {
    const writers = await this.writers();
    const below = oldestRunning(writers) * PLACES;
    const rows = await this.database.query<LogRow>(READ_AFTER, [position, below, limit]);
    return { rows, awaited: writers.running.length > 0 };
  }

  /** The oldest and newest rows that may be served. */
  async bounds(): Promise<{ oldest: number; newest: number }> {
    const [row] = await this.database.query<{ oldest: number; newest: number }>(BOUNDS, [
      oldestRunning(await this.writers()) * PLACES,
    ]);
    return row!;
  }

  /**
   * Asked in a statement before the one that reads: what no longer runs then has ended, so that the later statement's
   * snapshot sees it; what has no number yet gets a higher one.
   */
  private async writers(): Promise<Writers> {
    return (await this.database.query<Writers>(WRITERS, [LOG_WRITER]))[0]!;
  }

  /** Keeps at most so many rows, none older than so many seconds but the newest, from which a client may go on. */
  async trim(rows: number, seconds: number): Promise<void> {
    await this.database.query(TRIM, [rows, seconds]);
  }
}
