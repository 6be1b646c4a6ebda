import { Injectable } from '@nestjs/common';
import { statement, type Tx } from '#persistence';
import { type StandingKey } from './standing-key.js';

/** In one order, so that two who count the same subjects do not wait for each other crosswise. */
const NEXT = statement(
  'judged-turn.next',
  `INSERT INTO judged_turn AS held (index_code, subject, period_rule, own_row, turn)
   SELECT k.*, 1 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS k (index_code, subject, period_rule, own_row)
   ORDER BY 1, 2, 3, 4
   ON CONFLICT (index_code, subject, period_rule, own_row) DO UPDATE SET turn = held.turn + 1
   RETURNING index_code, subject, period_rule, own_row, turn`,
);

interface TurnRow {
  readonly index_code: string;
  readonly subject: string;
  readonly period_rule: string;
  readonly own_row: string;
  readonly turn: number;
}

/** How often each subject has been judged, by whichever process. */
@Injectable()
export class TurnStore {
  /** Counts this time too, in the transaction that holds the lock of the cross-section. */
  async next(tx: Tx, keys: readonly StandingKey[]): Promise<ReadonlyArray<StandingKey & { turn: number }>> {
    if (keys.length === 0) return [];
    const rows = await tx.query<TurnRow>(NEXT, [
      keys.map(({ index }) => index),
      keys.map(({ subject }) => subject),
      keys.map(({ rule }) => rule),
      keys.map(({ ownRow }) => ownRow),
    ]);
    return rows.map(({ index_code: index, subject, period_rule: rule, own_row: ownRow, turn }) => ({
      index,
      subject,
      rule,
      ownRow,
      turn,
    }));
  }
}
