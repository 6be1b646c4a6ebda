import { Injectable } from '@nestjs/common';
import { type ObligationChanged, type ObservationRecorded, type PlanRecorded } from '#contracts';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';

export interface ObservationRow {
  indicator: string;
  unit: string;
  period: string;
  revision: number;
  fingerprint: number;
  scored_unit: string;
  last_day: Day;
  observation: string;
  value: number;
  numerator: number | null;
  denominator: number | null;
  flag: string | null;
  known_from: string;
  demo: boolean;
}

export interface ObligationRow {
  indicator: string;
  unit: string;
  period: string;
  scored_unit: string;
  last_day: Day;
  state: 'expected' | 'received' | 'late' | 'ended';
  version: number;
  known_from: string;
}

export interface LetterRow {
  scored_unit: string;
  indicator: string;
  unit: string;
  period: string;
  open: boolean;
  known_from: string;
}

export interface PlanRow {
  plan: string;
  version: number;
  indicator: string;
  unit: string;
  scored_unit: string;
  base: number;
  points: Record<string, number>;
  known_from: string;
}

/** A stretch of a unit's past: days from `from`, before `to`. */
export interface Stretch {
  readonly unit: string;
  readonly from: Day;
  readonly to: Day;
}

/** A stretch of a series of another unit for which the unit answers. */
export type AnsweredStretch = Stretch & { readonly indicator: string; readonly of: string };

/** A row as one window holds it: that of the unit for which it was given, or of one that answers for it too. */
export type InWindow<R> = R & { readonly window: string };

export type Fresh<T> = { readonly data: T; readonly lastDay: Day; readonly fingerprint: number };

/** Locks the units until the end of the transaction; the count tells whether a window in memory is still the newest. */
const LOCK_UNITS = statement(
  'scored-unit.lock',
  `INSERT INTO scored_unit AS held (unit, changes, catalogue_version)
   SELECT unit, 1, $2::int FROM unnest($1::text[]) AS unit
   ON CONFLICT (unit) DO UPDATE SET changes = held.changes + 1,
     catalogue_version = greatest(held.catalogue_version, excluded.catalogue_version)
   RETURNING unit, changes, catalogue_version`,
);

/** What was given for the units, and the series for which they answer at some time: one row a window. */
const inWindows = (table: string, columns: string): string =>
  `SELECT w.unit AS "window", ${columns} FROM unnest($1::text[], $2::date[], $3::date[]) AS w (unit, from_day, to_day)
   JOIN ${table} o ON o.scored_unit = w.unit AND o.last_day >= w.from_day AND o.last_day < w.to_day
   UNION ALL
   SELECT a.unit, ${columns}
   FROM unnest($4::text[], $5::date[], $6::date[], $7::text[], $8::text[]) AS a (unit, from_day, to_day, indicator, of)
   JOIN ${table} o ON o.indicator = a.indicator AND o.unit = a.of AND o.scored_unit <> a.unit
     AND o.last_day >= a.from_day AND o.last_day < a.to_day`;

const READ_OBSERVATIONS = statement(
  'observation-version.read',
  inWindows(
    'observation_version',
    `o.indicator, o.unit, o.period, o.revision, o.fingerprint, o.scored_unit, o.last_day, o.observation, o.value,
     o.numerator, o.denominator, o.flag, o.known_from, o.demo`,
  ),
);

const READ_OBLIGATIONS = statement('obligation.read', inWindows('obligation', 'o.*'));

const READ_PLANS = statement(
  'plan-version.read',
  `SELECT DISTINCT ON ("window", plan) * FROM (
     SELECT p.scored_unit AS "window", p.* FROM plan_version p WHERE p.scored_unit = ANY ($1::text[])
     UNION ALL
     SELECT a.unit, p.* FROM unnest($2::text[], $3::text[], $4::text[]) AS a (unit, indicator, of)
     JOIN plan_version p ON p.indicator = a.indicator AND p.unit = a.of AND p.scored_unit <> a.unit) AS found
   ORDER BY "window", plan, version DESC`,
);

const READ_LETTERS = statement(
  'unprocessed-cell.read',
  `SELECT scored_unit, indicator, unit, period, open, known_from FROM unprocessed_cell
   WHERE scored_unit = ANY ($1::text[]) ORDER BY letter`,
);

/** Versions are added, never overwritten; the same content of the same revision stands once. */
const ADD_OBSERVATIONS = statement(
  'observation-version.add',
  `INSERT INTO observation_version (indicator, unit, period, revision, fingerprint, scored_unit, last_day, observation,
     value, numerator, denominator, status, flag, known_from, version, cause, demo)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[], $7::date[], $8::text[],
     $9::float8[], $10::float8[], $11::float8[], $12::text[], $13::text[], $14::timestamptz[], $15::int[], $16::text[],
     $17::boolean[])
   ON CONFLICT DO NOTHING`,
);

/** The newest state of each obligation; one row a key in each call. */
const SAVE_OBLIGATIONS = statement(
  'obligation.save',
  `INSERT INTO obligation AS held (indicator, unit, period, scored_unit, last_day, state, version, known_from)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::int[], $8::timestamptz[])
   ON CONFLICT (indicator, unit, period) DO UPDATE SET scored_unit = excluded.scored_unit, state = excluded.state,
     version = excluded.version, known_from = excluded.known_from
   WHERE excluded.version > held.version`,
);

const ADD_PLANS = statement(
  'plan-version.add',
  `INSERT INTO plan_version (plan, version, indicator, unit, scored_unit, base, points, known_from, cause, demo)
   SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::jsonb[],
     $8::timestamptz[], $9::text[], $10::boolean[])
   ON CONFLICT DO NOTHING`,
);

@Injectable()
export class UnitWindowStore {
  /** Units in one order for everybody, so that two slices cannot wait for each other. */
  lock(
    tx: Tx,
    units: readonly string[],
    catalogueVersion: number,
  ): Promise<{ unit: string; changes: number; catalogue_version: number }[]> {
    return tx.query(LOCK_UNITS, [[...units].sort(), catalogueVersion]);
  }

  async read(
    tx: Tx,
    stretches: readonly Stretch[],
    answered: readonly AnsweredStretch[],
  ): Promise<{ observations: InWindow<ObservationRow>[]; obligations: InWindow<ObligationRow>[] }> {
    const daysOf = (of: readonly Stretch[]) => [
      of.map(({ unit }) => unit),
      of.map(({ from }) => from),
      of.map(({ to }) => to),
    ];
    const series = [answered.map(({ indicator }) => indicator), answered.map(({ of }) => of)];
    const values = [...daysOf(stretches), ...daysOf(answered), ...series];
    return {
      observations: await tx.query(READ_OBSERVATIONS, values),
      obligations: await tx.query(READ_OBLIGATIONS, values),
    };
  }

  async readPlans(
    tx: Tx,
    stretches: readonly Stretch[],
    answered: readonly AnsweredStretch[],
  ): Promise<InWindow<PlanRow>[]> {
    if (stretches.length === 0) return [];
    return tx.query(READ_PLANS, [
      stretches.map(({ unit }) => unit),
      answered.map(({ unit }) => unit),
      answered.map(({ indicator }) => indicator),
      answered.map(({ of }) => of),
    ]);
  }

  async addObservations(tx: Tx, rows: readonly Fresh<ObservationRecorded>[]): Promise<void> {
    if (rows.length === 0) return;
    const column = <V>(of: (row: ObservationRecorded) => V) => rows.map(({ data }) => of(data));
    tx.send(ADD_OBSERVATIONS, [
      column((row) => row.indicator),
      column((row) => row.unit),
      column((row) => row.period),
      column((row) => row.revision),
      rows.map(({ fingerprint }) => fingerprint),
      column((row) => row.scoredUnit),
      rows.map(({ lastDay }) => lastDay),
      column((row) => row.id),
      column((row) => row.value),
      column((row) => row.numerator),
      column((row) => row.denominator),
      column((row) => row.status),
      column((row) => row.flag),
      column((row) => row.recordedAt),
      column((row) => row.version),
      column((row) => row.cause),
      column((row) => row.demo === true),
    ]);
  }

  async saveObligations(tx: Tx, rows: readonly Fresh<ObligationChanged>[]): Promise<void> {
    if (rows.length === 0) return;
    const newest = new Map<string, Fresh<ObligationChanged>>();
    for (const row of rows) {
      const key = `${row.data.indicator}|${row.data.unit}|${row.data.period}`;
      if ((newest.get(key)?.data.version ?? 0) < row.data.version) newest.set(key, row);
    }
    const sorted = [...newest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    const column = <V>(of: (row: ObligationChanged) => V) => sorted.map(({ data }) => of(data));
    tx.send(SAVE_OBLIGATIONS, [
      column((row) => row.indicator),
      column((row) => row.unit),
      column((row) => row.period),
      column((row) => row.scoredUnit),
      sorted.map(({ lastDay }) => lastDay),
      column((row) => row.state),
      column((row) => row.version),
      column((row) => row.recordedAt),
    ]);
  }

  readLetters(tx: Tx, units: readonly string[]): Promise<LetterRow[]> {
    return tx.query(READ_LETTERS, [units]);
  }

  async addPlans(tx: Tx, rows: readonly Fresh<PlanRecorded>[]): Promise<void> {
    if (rows.length === 0) return;
    const column = <V>(of: (row: PlanRecorded) => V) => rows.map(({ data }) => of(data));
    tx.send(ADD_PLANS, [
      column((row) => row.id),
      column((row) => row.version),
      column((row) => row.indicator),
      column((row) => row.unit),
      column((row) => row.scoredUnit),
      column((row) => row.base.value),
      column((row) =>
        JSON.stringify(Object.fromEntries(row.points.map(({ period, value }) => [period, value]))),
      ),
      column((row) => row.recordedAt),
      column((row) => row.cause),
      column((row) => row.demo === true),
    ]);
  }
}
