import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Every table keeps all versions of its entities; the newest one known at an instant is found by the key. */
const VERSION = `
  version int NOT NULL, catalogue_version int NOT NULL, cause text NOT NULL, demo boolean NOT NULL,
  known_from timestamptz NOT NULL`;

const SUBJECT = `unit text NOT NULL, index_code text NOT NULL, subject text NOT NULL, rule text NOT NULL, period text NOT NULL`;
const SUBJECT_KEY = `PRIMARY KEY (unit, index_code, subject, rule, period, version)`;

const TABLES = [
  `CREATE TABLE score_version (
     unit text NOT NULL, index_code text NOT NULL, component text NOT NULL, rule text NOT NULL, period text NOT NULL,
     edition text NOT NULL, level text NOT NULL, state text NOT NULL, reason text, value float8, published float8,
     coverage float8 NOT NULL, parts json NOT NULL, ${VERSION},
     PRIMARY KEY (unit, index_code, component, rule, period, version))`,
  `CREATE INDEX score_version_period ON score_version (period, index_code, component)`,

  `CREATE TABLE observation_version (
     indicator text NOT NULL, unit text NOT NULL, period text NOT NULL, id text NOT NULL, scored_unit text NOT NULL,
     revision int NOT NULL, value float8 NOT NULL, numerator float8, denominator float8, unit_of_measure text NOT NULL,
     status text NOT NULL, flag text, reason text, note text, reported_by text, ${VERSION},
     PRIMARY KEY (indicator, unit, period, version))`,
  `CREATE INDEX observation_version_known ON observation_version (known_from)`,

  `CREATE TABLE rating_version (
     ${SUBJECT}, subject_kind text NOT NULL, rating text NOT NULL, reason text NOT NULL, value float8, planned float8,
     base float8, attainment float8, tolerance float8, rule_version text NOT NULL, ${VERSION}, ${SUBJECT_KEY})`,
  `CREATE INDEX rating_version_period ON rating_version (period, rule)`,

  `CREATE TABLE trend_version (
     ${SUBJECT}, subject_kind text NOT NULL, verdict text NOT NULL, strength text NOT NULL, state json NOT NULL,
     ${VERSION}, ${SUBJECT_KEY})`,
  `CREATE INDEX trend_version_period ON trend_version (period, rule)`,

  `CREATE TABLE forecast_version (${SUBJECT}, state json NOT NULL, ${VERSION}, ${SUBJECT_KEY})`,

  `CREATE TABLE rank_version (
     index_code text NOT NULL, subject text NOT NULL, rule text NOT NULL, period text NOT NULL, peer_group text NOT NULL,
     edition text, completed boolean NOT NULL, of_n int NOT NULL, rows json NOT NULL, ${VERSION},
     PRIMARY KEY (index_code, subject, period, peer_group, rule, version))`,

  `CREATE TABLE obligation_version (
     id text NOT NULL, indicator text NOT NULL, unit text NOT NULL, reporting_unit text NOT NULL,
     scored_unit text NOT NULL, period text NOT NULL, state text NOT NULL, due_at timestamptz NOT NULL,
     grace_ends_at timestamptz NOT NULL, received_at timestamptz, reason text, ${VERSION}, PRIMARY KEY (id, version))`,
  `CREATE INDEX obligation_version_due ON obligation_version (due_at, id)`,
  `CREATE INDEX obligation_version_unit ON obligation_version (reporting_unit, due_at)`,

  `CREATE TABLE plan_version (
     indicator text NOT NULL, unit text NOT NULL, id text NOT NULL, scored_unit text NOT NULL,
     target_period text NOT NULL, target_value float8 NOT NULL, state json NOT NULL, ${VERSION},
     PRIMARY KEY (indicator, unit, id, version))`,

  `CREATE TABLE publication_version (
     index_code text NOT NULL, period text NOT NULL, state text NOT NULL, expected int NOT NULL, received int NOT NULL,
     published_on date, results json NOT NULL, ${VERSION}, PRIMARY KEY (index_code, period, version))`,

  `CREATE TABLE alert_version (
     id text NOT NULL, rule text NOT NULL, severity text NOT NULL, alert_state text NOT NULL, unit text NOT NULL,
     opened_at timestamptz NOT NULL, state json NOT NULL, ${VERSION}, PRIMARY KEY (id, version))`,
  `CREATE INDEX alert_version_opened ON alert_version (opened_at, id)`,

  `CREATE TABLE explanation_version (
     id text NOT NULL, alert text, unit text NOT NULL, explanation_state text NOT NULL, due_at timestamptz,
     state json NOT NULL, ${VERSION}, PRIMARY KEY (id, version))`,

  `CREATE TABLE returned_version (
     id text NOT NULL, unit text NOT NULL, indicator text, period text, state json NOT NULL, ${VERSION},
     PRIMARY KEY (id, version))`,

  `CREATE TABLE catalogue_entry_version (
     kind text NOT NULL, code text NOT NULL, valid_from date NOT NULL, valid_to date, attributes json NOT NULL,
     ${VERSION}, PRIMARY KEY (kind, code, valid_from, version))`,

  `CREATE TABLE clock_version (state json NOT NULL, ${VERSION}, PRIMARY KEY (version))`,
];

const LIVE = [
  // position = transaction id × 1024 + place in the transaction: positions follow transaction ids, so that everything
  // below pg_snapshot_xmin × 1024 is final. A sequence would number rows in another order than they become final.
  `CREATE TABLE change_log (
     position bigint PRIMARY KEY, topic text NOT NULL, changes json NOT NULL, logged_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE load_progress (
     task text PRIMARY KEY, done bigint NOT NULL, total bigint NOT NULL, began_at timestamptz NOT NULL DEFAULT now(),
     reported_at timestamptz NOT NULL DEFAULT now())`,
];

export class ReadModel1732000000000 implements MigrationInterface {
  readonly name = 'ReadModel1732000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...TABLES, ...LIVE]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('The first migration of the read model is not taken back: drop the schema and rebuild.');
  }
}
