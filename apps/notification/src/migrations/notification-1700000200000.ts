import { type MigrationInterface, type QueryRunner } from 'typeorm';

const STATES = `('pending', 'firing', 'acknowledged', 'resolved', 'expired', 'superseded')`;
const OPEN = `('pending', 'firing', 'acknowledged')`;

/** Rules, occurrences with all their versions, deliveries with their attempts, and what rules look at. */
export class Notification1700000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...RULES_AND_ALERTS, ...DELIVERIES, ...WATCHED]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE rule, alert, alert_version, explanation_version, escalation_step, delivery, delivery_attempt, watched_value, watched_trend, due',
    );
  }
}

const RULES_AND_ALERTS = [
  `CREATE TABLE rule (
    id text NOT NULL, version int NOT NULL, kind text NOT NULL, active boolean NOT NULL,
    definition jsonb NOT NULL, known_from timestamptz NOT NULL, PRIMARY KEY (id, version))`,
  `CREATE TABLE alert (
    id uuid PRIMARY KEY, identity text NOT NULL, occurrence int NOT NULL, version int NOT NULL,
    state text NOT NULL CHECK (state IN ${STATES}), data jsonb NOT NULL, told text[] NOT NULL DEFAULT '{}',
    silenced_until timestamptz, silence_reason text, UNIQUE (identity, occurrence))`,
  // One open occurrence per identity: all the coordination that several processes need.
  `CREATE UNIQUE INDEX alert_one_open ON alert (identity) WHERE state IN ${OPEN}`,
  `CREATE TABLE alert_version (
    id uuid NOT NULL, version int NOT NULL, known_from timestamptz NOT NULL, cause text NOT NULL,
    demo boolean NOT NULL, data jsonb NOT NULL, PRIMARY KEY (id, version))`,
  `CREATE TABLE explanation_version (
    id uuid NOT NULL, version int NOT NULL, alert uuid, unit text NOT NULL, known_from timestamptz NOT NULL,
    cause text NOT NULL, demo boolean NOT NULL, data jsonb NOT NULL, PRIMARY KEY (id, version))`,
  `CREATE TABLE escalation_step (
    alert uuid NOT NULL, step int NOT NULL, position text NOT NULL, due_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'cancelled', 'empty')),
    PRIMARY KEY (alert, step))`,
  `CREATE INDEX escalation_step_due ON escalation_step (due_at) WHERE state = 'waiting'`,
];

const DELIVERIES = [
  `CREATE TABLE delivery (
    id uuid PRIMARY KEY, alert uuid NOT NULL, transition text NOT NULL, recipient text NOT NULL, channel text NOT NULL,
    state text NOT NULL DEFAULT 'queued'
      CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'cancelled')),
    message jsonb NOT NULL, demo boolean NOT NULL, attempts int NOT NULL DEFAULT 0, lease_until timestamptz,
    next_attempt_at timestamptz NOT NULL, queued_at timestamptz NOT NULL, sent_at timestamptz, problem text,
    UNIQUE (alert, transition, recipient, channel))`,
  `CREATE INDEX delivery_open ON delivery (next_attempt_at) WHERE state IN ('queued', 'sending')`,
  `CREATE TABLE delivery_attempt (
    delivery uuid NOT NULL, attempt int NOT NULL, begun_at timestamptz NOT NULL, ended_at timestamptz,
    outcome text, detail text, PRIMARY KEY (delivery, attempt))`,
];

const WATCHED = [
  `CREATE TABLE watched_value (
    indicator text NOT NULL, unit text NOT NULL, period text NOT NULL, version int NOT NULL, value float8 NOT NULL,
    known_from timestamptz NOT NULL, PRIMARY KEY (indicator, unit, period))`,
  `CREATE TABLE watched_trend (
    unit text NOT NULL, subject text NOT NULL, index_code text NOT NULL, period_rule text NOT NULL, period text NOT NULL,
    version int NOT NULL, verdict text NOT NULL, strength text NOT NULL, known_from timestamptz NOT NULL,
    PRIMARY KEY (unit, subject, index_code, period_rule, period))`,
  `CREATE TABLE due (
    id text PRIMARY KEY, version int NOT NULL, state text NOT NULL, grace_ends_at timestamptz NOT NULL,
    watched boolean NOT NULL, data jsonb NOT NULL)`,
  `CREATE INDEX due_waiting ON due (grace_ends_at) WHERE state = 'expected' AND watched`,
];
