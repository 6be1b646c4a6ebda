import { Injectable } from '@nestjs/common';
import { type Instant } from '#contracts';
import { Database, statement, type Tx } from '#persistence';
import { type Message } from './message.js';

const QUEUE = statement(
  'delivery.queue',
  `INSERT INTO delivery (id, alert, transition, demo, queued_at, next_attempt_at, recipient, channel, message, state, sent_at)
   SELECT d.id, $1, $2, $3, $4, $4, d.recipient, d.channel, d.message,
          CASE WHEN d.channel = 'in-app' THEN 'sent' ELSE 'queued' END,
          CASE WHEN d.channel = 'in-app' THEN $4::timestamptz END
   FROM unnest($5::uuid[], $6::text[], $7::text[], $8::jsonb[]) AS d (id, recipient, channel, message)
   ON CONFLICT (alert, transition, recipient, channel) DO NOTHING`,
);
// A row in `sending` whose lease has ended was left by a crash: it goes out again under the same Message-ID.
const TAKE = statement(
  'delivery.take',
  `UPDATE delivery SET state = 'sending', attempts = attempts + 1, lease_until = $1::timestamptz + interval '60 seconds'
   WHERE id IN (
     SELECT id FROM delivery
     WHERE (state = 'queued' AND next_attempt_at <= $1) OR (state = 'sending' AND lease_until < $1)
     ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED)
   RETURNING id, recipient, channel, message, attempts, demo`,
);
const BEGIN_ATTEMPT = statement(
  'delivery.begin-attempt',
  'INSERT INTO delivery_attempt (delivery, attempt, begun_at) SELECT * FROM unnest($1::uuid[], $2::int[], $3::timestamptz[]) ON CONFLICT DO NOTHING',
);
const END_ATTEMPT = statement(
  'delivery.end-attempt',
  'UPDATE delivery_attempt SET ended_at = $3, outcome = $4, detail = $5 WHERE delivery = $1 AND attempt = $2',
);
const SETTLE = statement(
  'delivery.settle',
  `UPDATE delivery SET state = $2, lease_until = NULL, problem = $3, next_attempt_at = coalesce($4::timestamptz, next_attempt_at),
     sent_at = CASE WHEN $2 = 'sent' THEN $5::timestamptz ELSE sent_at END
   WHERE id = $1 AND state = 'sending'`,
);
const LIST = statement(
  'delivery.list',
  `SELECT id, alert, transition, recipient, channel, state, attempts, queued_at AS "queuedAt", sent_at AS "sentAt", problem, demo,
          message->>'subject' AS subject
   FROM delivery WHERE $1::uuid IS NULL OR alert = $1 ORDER BY queued_at DESC LIMIT 500`,
);
const NEXT = statement(
  'delivery.next',
  `SELECT min(CASE WHEN state = 'sending' THEN lease_until ELSE next_attempt_at END) AS at FROM delivery WHERE state IN ('queued', 'sending')`,
);

export interface TakenDelivery {
  readonly id: string;
  readonly recipient: string;
  readonly channel: string;
  readonly message: Message;
  readonly attempts: number;
  readonly demo: boolean;
}

export type Outcome =
  | { readonly state: 'sent' }
  | { readonly state: 'queued'; readonly at: Instant; readonly problem: string }
  | { readonly state: 'failed'; readonly problem: string };

@Injectable()
export class DeliveryStore {
  constructor(private readonly database: Database) {}

  async queue(
    tx: Tx,
    { alert, transition, demo, now }: { alert: string; transition: string; demo: boolean; now: Instant },
    rows: readonly { id: string; recipient: string; channel: string; message: Message }[],
  ): Promise<void> {
    await tx.query(QUEUE, [
      alert,
      transition,
      demo,
      now,
      rows.map((row) => row.id),
      rows.map((row) => row.recipient),
      rows.map((row) => row.channel),
      rows.map((row) => JSON.stringify(row.message)),
    ]);
  }

  /** Takes due rows under a lease and writes down that an attempt begins, before anything is sent. */
  take(now: Instant, most: number): Promise<TakenDelivery[]> {
    return this.database.transaction(async (tx) => {
      const taken = await tx.query<TakenDelivery>(TAKE, [now, most]);
      if (taken.length > 0)
        await tx.query(BEGIN_ATTEMPT, [
          taken.map((row) => row.id),
          taken.map((row) => row.attempts),
          taken.map(() => now),
        ]);
      return taken;
    });
  }

  async settle(delivery: TakenDelivery, outcome: Outcome, now: Instant): Promise<void> {
    const problem = 'problem' in outcome ? outcome.problem : null;
    await this.database.transaction(async (tx) => {
      await tx.query(END_ATTEMPT, [delivery.id, delivery.attempts, now, outcome.state, problem]);
      await tx.query(SETTLE, [delivery.id, outcome.state, problem, 'at' in outcome ? outcome.at : null, now]);
    });
  }

  list(alert: string | undefined): Promise<unknown[]> {
    return this.database.query(LIST, [alert ?? null]);
  }

  /** When the next row becomes due, or undefined where none is open. */
  async nextDue(): Promise<Instant | undefined> {
    return (await this.database.query<{ at: Instant | null }>(NEXT))[0]?.at ?? undefined;
  }
}
