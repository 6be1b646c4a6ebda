import { Injectable } from '@nestjs/common';
import { type Cause, type Instant, OBLIGATION_STATES } from '#contracts';
import { statement, type Tx } from '#persistence';
import { type OwedReport } from './owed-reports.js';

const STATE = `reporting_unit, scored_unit, state, due_at, grace_ends_at, received_at, reason, cause, demo,
  catalogue_version, known_from`;
const COLUMNS = `indicator, period, unit, version, ${STATE}`;
const KEEP_VERSION = `INSERT INTO obligation_version (${COLUMNS}) SELECT ${COLUMNS} FROM changed RETURNING ${COLUMNS}`;

const LOCK_INTAKE = statement(
  'obligation.lock-intake',
  `SELECT pg_advisory_xact_lock(hashtext('ingestion.intake'))`,
);

/** A report that is there already is received at once, one whose grace has passed is late; who was opened before stays. */
const OPEN = statement(
  'obligation.open',
  `WITH changed AS (
     INSERT INTO obligation (${COLUMNS})
     SELECT owed.indicator, owed.period, owed.unit, 1, owed.reporting_unit, owed.scored_unit,
            CASE WHEN value.known_from IS NOT NULL THEN 'received' WHEN owed.grace_ends_at <= $12 THEN 'late' ELSE 'expected' END,
            owed.due_at, owed.grace_ends_at, value.known_from, NULL, owed.cause, coalesce(value.demo, owed.demo), $11,
            CASE WHEN value.known_from IS NOT NULL THEN greatest(value.known_from, owed.opens_at)
                 WHEN owed.grace_ends_at <= $12 THEN owed.grace_ends_at ELSE owed.opens_at END
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
                 $8::timestamptz[], $9::text[], $10::boolean[])
       AS owed (indicator, period, unit, reporting_unit, scored_unit, due_at, grace_ends_at, opens_at, cause, demo)
     LEFT JOIN observation AS value
       ON value.indicator = owed.indicator AND value.period = owed.period AND value.unit = owed.unit AND value.revision = 0
     ON CONFLICT DO NOTHING
     RETURNING ${COLUMNS})
   ${KEEP_VERSION}`,
);

const MEET = statement(
  'obligation.meet',
  `WITH changed AS (
     UPDATE obligation AS owed
     SET state = 'received', version = owed.version + 1, received_at = value.received_at, reason = NULL,
         known_from = greatest(value.received_at, owed.known_from), cause = value.cause, demo = $6, catalogue_version = $7
     FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[])
       AS value (indicator, period, unit, received_at, cause)
     WHERE owed.indicator = value.indicator AND owed.period = value.period AND owed.unit = value.unit
       AND owed.state <> 'received'
     RETURNING owed.*)
   ${KEEP_VERSION}`,
);

const TURN_LATE = statement(
  'obligation.turn-late',
  `WITH due AS (
     SELECT indicator, period, unit FROM obligation
     WHERE state = 'expected' AND grace_ends_at <= $1
     ORDER BY grace_ends_at LIMIT $3 FOR UPDATE),
   changed AS (
     UPDATE obligation AS owed
     SET state = 'late', version = owed.version + 1, known_from = greatest(owed.known_from, owed.grace_ends_at),
         cause = CASE WHEN owed.grace_ends_at < span.live_from THEN 'backfill' ELSE 'live' END, catalogue_version = $2
     FROM due JOIN obligation_span AS span ON span.indicator = due.indicator
     WHERE owed.indicator = due.indicator AND owed.period = due.period AND owed.unit = due.unit
     RETURNING owed.*)
   ${KEEP_VERSION}`,
);

const READ_UNMET = statement(
  'obligation.read-unmet',
  `SELECT ${COLUMNS} FROM obligation WHERE state IN ('expected', 'late') ORDER BY indicator, period, unit`,
);

/** Only while nobody has changed the obligation since it was read. */
const CHANGE = statement(
  'obligation.change',
  `WITH changed AS (
     UPDATE obligation AS owed
     SET version = owed.version + 1, reporting_unit = wanted.reporting_unit, scored_unit = wanted.scored_unit,
         state = wanted.state, due_at = wanted.due_at, grace_ends_at = wanted.grace_ends_at, reason = wanted.reason,
         known_from = greatest(owed.known_from, $12), catalogue_version = $11
     FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
                 $9::timestamptz[], $10::text[])
       AS wanted (indicator, period, unit, version, reporting_unit, scored_unit, state, due_at, grace_ends_at, reason)
     WHERE owed.indicator = wanted.indicator AND owed.period = wanted.period AND owed.unit = wanted.unit
       AND owed.version = wanted.version
     RETURNING owed.*)
   ${KEEP_VERSION}`,
);

export interface ObligationRow {
  indicator: string;
  period: string;
  unit: string;
  version: number;
  reporting_unit: string;
  scored_unit: string;
  state: (typeof OBLIGATION_STATES)[number];
  due_at: Instant;
  grace_ends_at: Instant;
  received_at: Instant | null;
  reason: string | null;
  cause: Cause;
  demo: boolean;
  catalogue_version: number;
  known_from: Instant;
}

export interface OpenedReport extends OwedReport {
  readonly cause: Cause;
  readonly demo: boolean;
}

export interface MetReport {
  readonly indicator: string;
  readonly period: string;
  readonly unit: string;
  readonly recordedAt: Instant;
  readonly cause: Cause;
}

@Injectable()
export class ObligationStore {
  /** Nobody records values until the transaction ends. */
  async lockIntake(tx: Tx): Promise<void> {
    await tx.query(LOCK_INTAKE);
  }

  open(
    tx: Tx,
    owed: readonly OpenedReport[],
    catalogueVersion: number,
    now: Instant,
  ): Promise<ObligationRow[]> {
    return tx.query<ObligationRow>(OPEN, [
      ...cellColumns(owed),
      owed.map((each) => each.reportingUnit),
      owed.map((each) => each.scoredUnit),
      owed.map((each) => each.dueAt),
      owed.map((each) => each.graceEndsAt),
      owed.map((each) => each.opensAt),
      owed.map((each) => each.cause),
      owed.map((each) => each.demo),
      catalogueVersion,
      now,
    ]);
  }

  meet(tx: Tx, met: readonly MetReport[], demo: boolean, catalogueVersion: number): Promise<ObligationRow[]> {
    return tx.query<ObligationRow>(MEET, [
      ...cellColumns(met),
      met.map((each) => each.recordedAt),
      met.map((each) => each.cause),
      demo,
      catalogueVersion,
    ]);
  }

  turnLate(tx: Tx, now: Instant, catalogueVersion: number, most: number): Promise<ObligationRow[]> {
    return tx.query<ObligationRow>(TURN_LATE, [now, catalogueVersion, most]);
  }

  readUnmet(tx: Tx): Promise<ObligationRow[]> {
    return tx.query<ObligationRow>(READ_UNMET);
  }

  change(
    tx: Tx,
    rows: readonly ObligationRow[],
    catalogueVersion: number,
    now: Instant,
  ): Promise<ObligationRow[]> {
    if (rows.length === 0) return Promise.resolve([]);
    return tx.query<ObligationRow>(CHANGE, [
      ...cellColumns(rows),
      rows.map((row) => row.version),
      rows.map((row) => row.reporting_unit),
      rows.map((row) => row.scored_unit),
      rows.map((row) => row.state),
      rows.map((row) => row.due_at),
      rows.map((row) => row.grace_ends_at),
      rows.map((row) => row.reason),
      catalogueVersion,
      now,
    ]);
  }
}

const cellColumns = (rows: readonly { indicator: string; period: string; unit: string }[]): string[][] => [
  rows.map((row) => row.indicator),
  rows.map((row) => row.period),
  rows.map((row) => row.unit),
];
