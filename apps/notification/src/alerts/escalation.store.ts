import { Injectable } from '@nestjs/common';
import { type Instant } from '#contracts';
import { statement, type Tx } from '#persistence';
import { type EscalationStep } from './escalation.js';

const ADD = statement(
  'escalation.add',
  `INSERT INTO escalation_step (alert, step, position, due_at, state)
   SELECT $1, s.step, s.position, s.due_at, CASE WHEN s.position = '' THEN 'empty' ELSE 'waiting' END
   FROM unnest($2::int[], $3::text[], $4::timestamptz[]) AS s (step, position, due_at) ON CONFLICT DO NOTHING`,
);
const CANCEL = statement(
  'escalation.cancel',
  `UPDATE escalation_step SET state = 'cancelled' WHERE alert = $1 AND state = 'waiting'`,
);
const TAKE_DUE = statement(
  'escalation.take-due',
  `UPDATE escalation_step SET state = 'sent' WHERE (alert, step) IN (
     SELECT alert, step FROM escalation_step WHERE state = 'waiting' AND due_at <= $1
     ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED)
   RETURNING alert, step, position`,
);

/** The waiting steps of each occurrence's ladder. */
@Injectable()
export class EscalationStore {
  async add(tx: Tx, alert: string, steps: readonly EscalationStep[]): Promise<void> {
    if (steps.length === 0) return;
    await tx.query(ADD, [
      alert,
      steps.map((step) => step.step),
      steps.map((step) => step.position ?? ''),
      steps.map((step) => step.dueAt),
    ]);
  }

  async cancel(tx: Tx, alert: string): Promise<void> {
    await tx.query(CANCEL, [alert]);
  }

  /** Marks and gives the steps whose time has come; another process never gets the same ones. */
  takeDue(tx: Tx, now: Instant): Promise<{ alert: string; step: number; position: string }[]> {
    return tx.query(TAKE_DUE, [now]);
  }
}
