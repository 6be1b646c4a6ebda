import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Scores: the newest of each cell in narrow rows that cross-sections read, and every version with its whole state. */
export class Scores1700000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE score (
        index_code text NOT NULL,
        component text NOT NULL,
        period_rule text NOT NULL,
        unit text NOT NULL,
        period text NOT NULL,
        last_day date NOT NULL,
        version int NOT NULL,
        digest text NOT NULL,
        edition text NOT NULL,
        state text NOT NULL,
        value float8,
        published float8,
        rated_value float8,
        planned float8,
        base float8,
        past_due boolean NOT NULL,
        known_from timestamptz NOT NULL,
        demo boolean NOT NULL,
        catalogue_version int NOT NULL,
        PRIMARY KEY (index_code, component, period_rule, unit, period)
      ) WITH (fillfactor = 80)`);
    await runner.query(`
      CREATE TABLE score_version (
        index_code text NOT NULL,
        component text NOT NULL,
        period_rule text NOT NULL,
        unit text NOT NULL,
        period text NOT NULL,
        version int NOT NULL,
        known_from timestamptz NOT NULL,
        cause text NOT NULL,
        demo boolean NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (index_code, component, period_rule, unit, period, version)
      )`);
    await runner.query(`
      CREATE TABLE unit_input (
        province text NOT NULL,
        period_rule text NOT NULL,
        period text NOT NULL,
        unit text NOT NULL,
        digest text NOT NULL,
        inputs text NOT NULL,
        PRIMARY KEY (province, period_rule, period, unit)
      ) WITH (fillfactor = 70)`);
    await runner.query(`
      CREATE TABLE rescore_due (
        unit text PRIMARY KEY,
        from_day date NOT NULL,
        to_day date NOT NULL,
        cause text NOT NULL,
        known_from timestamptz,
        first_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        due_at timestamptz NOT NULL
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE catalogue_applied (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        version int NOT NULL
      )`);
    await runner.query(`INSERT INTO catalogue_applied (version) VALUES (0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE catalogue_applied, rescore_due, unit_input, score_version, score');
  }
}
