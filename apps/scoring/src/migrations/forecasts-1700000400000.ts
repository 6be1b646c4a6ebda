import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The forecast of each series in all versions, and the families whose forecasts wait; `index_code` is '' for an indicator. */
export class Forecasts1700000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE forecast_version (
        subject text NOT NULL,
        index_code text NOT NULL,
        period_rule text NOT NULL,
        unit text NOT NULL,
        version int NOT NULL,
        period text NOT NULL,
        steps int NOT NULL,
        digest text NOT NULL,
        known_from timestamptz NOT NULL,
        cause text NOT NULL,
        demo boolean NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (subject, index_code, period_rule, unit, version)
      )`);
    await runner.query(`
      CREATE TABLE forecast_due (
        subject text NOT NULL,
        index_code text NOT NULL,
        period_rule text NOT NULL,
        family text NOT NULL,
        subject_kind text NOT NULL,
        from_day date NOT NULL,
        cause text NOT NULL,
        marks bigint NOT NULL DEFAULT 1,
        first_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        due_at timestamptz NOT NULL,
        PRIMARY KEY (subject, index_code, period_rule, family)
      ) WITH (fillfactor = 50)`);
    await runner.query(`CREATE INDEX forecast_due_at ON forecast_due (due_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE forecast_due, forecast_version');
  }
}
