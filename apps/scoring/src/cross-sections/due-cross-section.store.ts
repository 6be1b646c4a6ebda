import { Injectable } from '@nestjs/common';
import { type Cause } from '#contracts';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { type Wait } from '#runtime';
import { type CrossSection } from './cross-section.js';

interface DueRow {
  subject: string;
  subject_kind: CrossSection['subjectKind'];
  index_code: string;
  period_rule: string;
  peer_group: string;
  at_period: string;
  from_day: Day;
  cause: Cause;
}

/** Folds into the row that waits already: the earliest day; due once it is quiet, or when it has waited long enough. */
const ADD = statement(
  'cross-section-due.add',
  `INSERT INTO cross_section_due AS held (subject, index_code, period_rule, peer_group, at_period, subject_kind, from_day,
     cause, due_at)
   SELECT s.*, clock_timestamp() + $9::float8 * interval '1 millisecond'
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::text[])
     AS s (subject, index_code, period_rule, peer_group, at_period, subject_kind, from_day, cause)
   ON CONFLICT (subject, index_code, period_rule, peer_group, at_period) DO UPDATE SET
     from_day = least(held.from_day, excluded.from_day), cause = greatest(held.cause, excluded.cause),
     due_at = least(excluded.due_at, held.first_at + $10::float8 * interval '1 millisecond')`,
);

/** Takes the rows that are due; they come back when the transaction fails. */
const TAKE = statement(
  'cross-section-due.take',
  `DELETE FROM cross_section_due WHERE ctid = ANY (ARRAY(
     SELECT ctid FROM cross_section_due WHERE due_at <= clock_timestamp() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED))
   RETURNING subject, subject_kind, index_code, period_rule, peer_group, at_period, from_day, cause`,
);

@Injectable()
export class DueCrossSectionStore {
  /** In one order for everybody, as two slices may fold into the same rows. */
  async add(tx: Tx, sections: readonly CrossSection[], wait: Wait): Promise<void> {
    if (sections.length === 0) return;
    await tx.query(ADD, [
      sections.map(({ subject }) => subject),
      sections.map(({ index }) => index),
      sections.map(({ rule }) => rule),
      sections.map(({ group }) => group),
      sections.map(({ at }) => at),
      sections.map(({ subjectKind }) => subjectKind),
      sections.map(({ from }) => from),
      sections.map(({ cause }) => cause),
      wait.quietMs,
      wait.longestMs,
    ]);
  }

  async take(tx: Tx, limit: number): Promise<CrossSection[]> {
    const rows = await tx.query<DueRow>(TAKE, [limit]);
    return rows.map((row) => ({
      subject: row.subject,
      subjectKind: row.subject_kind,
      index: row.index_code,
      rule: row.period_rule,
      group: row.peer_group,
      at: row.at_period,
      from: row.from_day,
      cause: row.cause,
    }));
  }
}
