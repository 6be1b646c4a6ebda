import { Injectable } from '@nestjs/common';
import { ScoreChangedV1, ScoreStateV1 } from '#contracts';
import { statement, type Tx } from '#persistence';

const KEY = 'index_code, component, period_rule, unit, period';

const NOTE = statement('said-before.note', `CREATE TABLE said_before AS SELECT ${KEY}, version FROM score`);

/**
 * Scores that were raised and say what their sent version says: their row was made anew, nobody has to hear of it. Told by the
 * digests of their JSON, whose keys come in one order whoever makes it.
 */
const TAKE_BACK = statement(
  'said-before.take-back',
  `WITH same AS (
     SELECT ${KEY}, b.version AS sent, s.version AS raised, old.known_from,
       old.catalogue_version, new.body
     FROM said_before b JOIN score s USING (${KEY})
     JOIN score_version old USING (${KEY}) JOIN score_version new USING (${KEY})
     WHERE s.version > b.version AND old.version = b.version AND new.version = s.version
       AND old.digest = new.digest),
   lowered AS (
     UPDATE score s SET version = same.sent, known_from = same.known_from, catalogue_version = same.catalogue_version
     FROM same WHERE (s.index_code, s.component, s.period_rule, s.unit, s.period)
       = (same.index_code, same.component, same.period_rule, same.unit, same.period)),
   dropped AS (
     DELETE FROM score_version v USING same WHERE (v.index_code, v.component, v.period_rule, v.unit, v.period)
       = (same.index_code, same.component, same.period_rule, same.unit, same.period) AND v.version > same.sent)
   DELETE FROM outbox o USING same WHERE o.topic = ANY ($1::text[]) AND o.value = same.body`,
);

const FORGET = statement('said-before.forget', 'DROP TABLE said_before');

const WAITING = {
  rescore_due: ['due_at', 'first_at'],
  cross_section_due: ['quiet_at', 'latest_at'],
  forecast_due: ['due_at', 'first_at'],
} as const;

export type Waiting = keyof typeof WAITING;

/** What had been sent before everything was computed again, so that only what differs is sent now. */
@Injectable()
export class SaidBeforeStore {
  async note(tx: Tx): Promise<void> {
    await tx.query(NOTE);
  }

  async takeBack(tx: Tx): Promise<void> {
    await tx.query(TAKE_BACK, [[ScoreChangedV1.topic, ScoreStateV1.topic]]);
  }

  async forget(tx: Tx): Promise<void> {
    await tx.query(FORGET);
  }

  /** Nothing more of its kind will come, so nothing waits for it. Gives how much there is. */
  async waitForNothing(tx: Tx, table: Waiting): Promise<number> {
    const set = WAITING[table].map((column) => `${column} = '-infinity'`).join(', ');
    return (await tx.query(`UPDATE ${table} SET ${set} RETURNING 1`)).length;
  }

  async empty(tx: Tx, table: Waiting): Promise<void> {
    await tx.query(`DELETE FROM ${table}`);
  }

  async isEmpty(reader: Pick<Tx, 'query'>, table: Waiting): Promise<boolean> {
    return (await reader.query(`SELECT 1 FROM ${table} LIMIT 1`)).length === 0;
  }
}
