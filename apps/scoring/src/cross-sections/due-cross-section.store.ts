import { Injectable } from '@nestjs/common';
import { type Cause } from '#contracts';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { type Wait } from '#runtime';
import { LEAD } from '../method/score-cell.js';
import { type CrossSection, lockOf } from './cross-section.js';

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

/** Rows are only added, never changed: who adds one does not wait for who computes its cross-section. */
const ADD = statement(
  'cross-section-due.add',
  `INSERT INTO cross_section_due (subject, index_code, period_rule, peer_group, at_period, subject_kind, from_day, cause,
     catalogue_version, lock, urgent, quiet_at, latest_at)
   SELECT s.subject, s.index_code, s.period_rule, s.peer_group, s.at_period, s.subject_kind, s.from_day, s.cause, $10,
     hashtextextended('cross-section:' || current_schema() || ':' || s.lock, 0), $11,
     clock_timestamp() + $12::float8 * interval '1 millisecond', clock_timestamp() + $13::float8 * interval '1 millisecond'
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::text[], $9::text[])
     AS s (subject, index_code, period_rule, peer_group, at_period, subject_kind, from_day, cause, lock)`,
);

/**
 * Takes all rows of the cross-sections that have waited longest and that nobody else has in hand, and locks these until
 * the transaction ends; the rows come back when it fails. A row is committed together with its cause, so whoever takes
 * the last one sees everything. What was touched under a newer catalogue waits until this process has it.
 */
const TAKE = statement(
  'cross-section-due.take',
  `WITH waiting AS MATERIALIZED (
     SELECT subject, index_code, period_rule, peer_group, at_period, lock FROM cross_section_due
     WHERE urgent = $1 AND catalogue_version <= $2 AND ($4::boolean IS NULL OR (subject = '${LEAD}') = $4)
     GROUP BY subject, index_code, period_rule, peer_group, at_period, lock
     HAVING max(quiet_at) <= clock_timestamp() OR min(latest_at) <= clock_timestamp()
     ORDER BY min(id) LIMIT 200),
   free AS MATERIALIZED (SELECT * FROM waiting WHERE pg_try_advisory_xact_lock(lock) LIMIT $3)
   DELETE FROM cross_section_due d USING free f
   WHERE d.subject = f.subject AND d.index_code = f.index_code AND d.period_rule = f.period_rule
     AND d.peer_group = f.peer_group AND d.at_period = f.at_period AND d.urgent = $1 AND d.catalogue_version <= $2
   RETURNING d.subject, d.subject_kind, d.index_code, d.period_rule, d.peer_group, d.at_period, d.from_day, d.cause`,
);

/** What one worker takes in one transaction. */
export interface Kind {
  readonly urgent: boolean;
  /** Provinces' own rows alone, or all but these; both where it is absent. */
  readonly rollUps?: boolean;
  readonly limit: number;
}

@Injectable()
export class DueCrossSectionStore {
  async add(
    tx: Tx,
    sections: readonly CrossSection[],
    catalogueVersion: number,
    { quietMs, longestMs, urgent = false }: Wait & { readonly urgent?: boolean },
  ): Promise<void> {
    if (sections.length === 0) return;
    tx.send(ADD, [
      sections.map(({ subject }) => subject),
      sections.map(({ index }) => index),
      sections.map(({ rule }) => rule),
      sections.map(({ group }) => group),
      sections.map(({ at }) => at),
      sections.map(({ subjectKind }) => subjectKind),
      sections.map(({ from }) => from),
      sections.map(({ cause }) => cause),
      sections.map(lockOf),
      catalogueVersion,
      urgent,
      quietMs,
      longestMs,
    ]);
  }

  /** All touches of at most so many cross-sections of the kind, not folded. */
  async take(tx: Tx, { urgent, rollUps, limit }: Kind, catalogueVersion: number): Promise<CrossSection[]> {
    const rows = await tx.query<DueRow>(TAKE, [urgent, catalogueVersion, limit, rollUps ?? null]);
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
