import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What scoring knows of each unit: observations and plans in all versions, and what is owed. */
export class UnitWindows1700000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scored_unit (
        unit text PRIMARY KEY,
        changes bigint NOT NULL,
        catalogue_version int NOT NULL
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE observation_version (
        indicator text NOT NULL,
        unit text NOT NULL,
        period text NOT NULL,
        revision int NOT NULL,
        fingerprint bigint NOT NULL,
        scored_unit text NOT NULL,
        last_day date NOT NULL,
        observation text NOT NULL,
        value float8 NOT NULL,
        numerator float8,
        denominator float8,
        status text NOT NULL,
        flag text,
        known_from timestamptz NOT NULL,
        version int NOT NULL,
        cause text NOT NULL,
        demo boolean NOT NULL,
        PRIMARY KEY (indicator, unit, period, revision, fingerprint)
      )`);
    await runner.query(
      `CREATE INDEX observation_version_of_scored_unit ON observation_version (scored_unit, last_day)`,
    );
    await runner.query(`
      CREATE TABLE obligation (
        indicator text NOT NULL,
        unit text NOT NULL,
        period text NOT NULL,
        scored_unit text NOT NULL,
        last_day date NOT NULL,
        state text NOT NULL,
        version int NOT NULL,
        known_from timestamptz NOT NULL,
        PRIMARY KEY (indicator, unit, period)
      ) WITH (fillfactor = 70)`);
    await runner.query(`CREATE INDEX obligation_of_scored_unit ON obligation (scored_unit, last_day)`);
    await runner.query(`
      CREATE TABLE plan_version (
        plan text NOT NULL,
        version int NOT NULL,
        indicator text NOT NULL,
        unit text NOT NULL,
        scored_unit text NOT NULL,
        base float8 NOT NULL,
        points jsonb NOT NULL,
        known_from timestamptz NOT NULL,
        cause text NOT NULL,
        demo boolean NOT NULL,
        PRIMARY KEY (plan, version)
      )`);
    await runner.query(`CREATE INDEX plan_version_of_scored_unit ON plan_version (scored_unit)`);
    await runner.query(`CREATE INDEX plan_version_of_indicator ON plan_version (indicator)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan_version, obligation, observation_version, scored_unit');
  }
}
