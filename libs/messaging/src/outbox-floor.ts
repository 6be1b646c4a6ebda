import { type PoolClient } from 'pg';

const LOOK_EVERY_MS = 1000;
/** Should an id have slipped through after all, its row waits no longer than this. */
const FROM_THE_BEGINNING_EVERY_MS = 10_000;

/**
 * Below which no outbox row waits or can still come. Deleted rows stay in the index until the next vacuum, and a search
 * from its beginning passes all of them: after 100,000 values that took ten milliseconds.
 *
 * An id that has been handed out belongs to a transaction that had begun by then; once all of those have ended, and their
 * rows have been carried away, nothing is left up to it.
 */
export class OutboxFloor {
  private floor = 0;
  private handedOut: { readonly id: number; readonly before: number } | undefined;
  private settled: number | undefined;
  private lookedAt = 0;
  private beganAt = Date.now();

  constructor(private readonly client: PoolClient) {}

  get id(): number {
    return this.floor;
  }

  /** For rows of shards that were somebody else's. */
  reset(now = Date.now()): void {
    this.floor = 0;
    this.settled = undefined;
    this.beganAt = now;
  }

  /** Called each time when no row was left that a search found. */
  async raise(now = Date.now()): Promise<void> {
    if (now - this.beganAt > FROM_THE_BEGINNING_EVERY_MS) return this.reset(now);
    if (this.settled !== undefined) this.floor = this.settled;
    this.settled = undefined;
    if (now - this.lookedAt < LOOK_EVERY_MS) return;
    this.lookedAt = now;
    // The ids first: one handed out after the look at the transactions may belong to one that the look has not seen.
    const id = await this.number(
      'outbox.handed-out',
      'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS number FROM outbox_id_seq',
    );
    const oldest = await this.number(
      'outbox.oldest-transaction',
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS number',
    );
    if (this.handedOut && oldest < this.handedOut.before) return;
    this.settled = this.handedOut?.id;
    const before = await this.number(
      'outbox.next-transaction',
      'SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS number',
    );
    this.handedOut = { id, before };
  }

  private async number(name: string, text: string): Promise<number> {
    const { rows } = await this.client.query<{ number: number }>({ name, text });
    return rows[0]!.number;
  }
}
