import { Injectable } from '@nestjs/common';
import { type Cause } from '#contracts';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { type FamilyTask } from '../cross-sections/family-task.js';
import { type SubjectKey } from '../cross-sections/subject.js';
import { type Wait } from '#runtime';

/** A family whose forecasts are to be computed, and how often it had been marked when it was taken. */
export interface DueForecast
  extends Pick<FamilyTask, 'subjectKind' | 'family' | 'from' | 'cause'>, SubjectKey {
  readonly marks: number;
}

interface DueRow {
  subject: string;
  index_code: string;
  period_rule: string;
  family: string;
  subject_kind: FamilyTask['subjectKind'];
  from_day: Day;
  cause: Cause;
  marks: number;
}

/** Folds into the row that waits already: the earliest day, the weightiest cause. */
const ADD = statement(
  'forecast-due.add',
  `INSERT INTO forecast_due AS held (subject, index_code, period_rule, family, subject_kind, from_day, cause, due_at)
   SELECT f.*, clock_timestamp() + $8::float8 * interval '1 millisecond'
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[])
     AS f (subject, index_code, period_rule, family, subject_kind, from_day, cause)
   ON CONFLICT (subject, index_code, period_rule, family) DO UPDATE SET
     from_day = least(held.from_day, excluded.from_day), marks = held.marks + 1,
     cause = CASE WHEN array_position(ARRAY['backfill', 'rescore', 'correction', 'live'], held.cause)
       < array_position(ARRAY['backfill', 'rescore', 'correction', 'live'], excluded.cause)
       THEN excluded.cause ELSE held.cause END,
     due_at = least(excluded.due_at, held.first_at + $9::float8 * interval '1 millisecond')`,
);

/**
 * A family that is due and that no other process has in hand. While cross-sections wait, a past is being filled and
 * every forecast would be made again with the next of its months, so it waits too, for as long as that.
 */
const TAKE = statement(
  'forecast-due.take',
  `WITH due AS MATERIALIZED (
     SELECT * FROM forecast_due WHERE due_at <= clock_timestamp()
       AND (first_at <= clock_timestamp() - $1::float8 * interval '1 millisecond'
         OR NOT EXISTS (SELECT FROM cross_section_due))
     ORDER BY due_at LIMIT 8)
   SELECT subject, index_code, period_rule, family, subject_kind, from_day, cause, marks FROM due
   WHERE pg_try_advisory_xact_lock(hashtextextended('forecasts:' || current_schema() || ':' || subject || '|' || index_code
     || '|' || period_rule, 0)) LIMIT 1`,
);

/** What was marked meanwhile stays, and is taken again. */
const DONE = statement(
  'forecast-due.done',
  `DELETE FROM forecast_due
   WHERE subject = $1 AND index_code = $2 AND period_rule = $3 AND family = $4 AND marks = $5`,
);

@Injectable()
export class DueForecastStore {
  async add(tx: Tx, tasks: readonly FamilyTask[], wait: Wait): Promise<void> {
    if (tasks.length === 0) return;
    const keyOf = ({ subject, index, rule, family }: FamilyTask) => `${subject}|${index}|${rule}|${family}`;
    const sorted = [...tasks].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    tx.send(ADD, [
      sorted.map(({ subject }) => subject),
      sorted.map(({ index }) => index),
      sorted.map(({ rule }) => rule),
      sorted.map(({ family }) => family),
      sorted.map(({ subjectKind }) => subjectKind),
      sorted.map(({ from }) => from),
      sorted.map(({ cause }) => cause),
      wait.quietMs,
      wait.longestMs,
    ]);
  }

  /** @param fillingMs  how long a family waits for a past that is being filled */
  async take(tx: Tx, fillingMs: number): Promise<DueForecast | undefined> {
    const [row] = await tx.query<DueRow>(TAKE, [fillingMs]);
    return (
      row && {
        subject: row.subject,
        index: row.index_code,
        rule: row.period_rule,
        family: row.family,
        subjectKind: row.subject_kind,
        from: row.from_day,
        cause: row.cause,
        marks: row.marks,
      }
    );
  }

  async done(tx: Tx, { subject, index, rule, family, marks }: DueForecast): Promise<void> {
    await tx.query(DONE, [subject, index, rule, family, marks]);
  }
}
