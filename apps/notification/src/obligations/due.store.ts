import { Injectable } from '@nestjs/common';
import { type Instant, type ObligationChanged } from '#contracts';
import { statement, type Tx } from '#persistence';

const MERGE = statement(
  'due.merge',
  `INSERT INTO due AS d (id, version, state, grace_ends_at, watched, data)
   SELECT o->>'id', (o->>'version')::int, o->>'state', (o->>'graceEndsAt')::timestamptz, o->>'cause' IN ('live', 'correction'), o
   FROM unnest($1::jsonb[]) AS o ORDER BY 1
   ON CONFLICT (id) DO UPDATE
     SET version = excluded.version, state = excluded.state, grace_ends_at = excluded.grace_ends_at,
         watched = d.watched OR excluded.watched, data = excluded.data
     WHERE excluded.version > d.version
   RETURNING id, version`,
);
// A row is marked late by the scan that found it, so that the next scan and other processes pass over it.
const TAKE_OVERDUE = statement(
  'due.take-overdue',
  `UPDATE due SET state = 'late' WHERE id IN (
     SELECT id FROM due WHERE state = 'expected' AND watched AND grace_ends_at <= $1
     ORDER BY grace_ends_at LIMIT 500 FOR UPDATE SKIP LOCKED)
   RETURNING data`,
);

/** What is due and when its grace ends; scanned on the business clock. */
@Injectable()
export class DueStore {
  /** Keeps the newer versions and gives back the ids of those. */
  async merge(tx: Tx, obligations: readonly ObligationChanged[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(MERGE, [obligations.map((each) => JSON.stringify(each))]);
    return new Set(rows.map((row) => row.id));
  }

  async takeOverdue(tx: Tx, now: Instant): Promise<ObligationChanged[]> {
    return (await tx.query<{ data: ObligationChanged }>(TAKE_OVERDUE, [now])).map((row) => row.data);
  }
}
