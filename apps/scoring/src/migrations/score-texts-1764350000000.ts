import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Bodies are packed by the service, so that what the database asks of a score stands in columns of its own. */
export class ScoreTexts1764350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE score ADD COLUMN level text NOT NULL DEFAULT 'component'`);
    await runner.query(`
      UPDATE score s SET level = v.body::json->>'level' FROM score_version v
      WHERE (v.index_code, v.component, v.period_rule, v.unit, v.period, v.version)
        = (s.index_code, s.component, s.period_rule, s.unit, s.period, s.version)`);
    await runner.query(`
      ALTER TABLE score_version
        ADD COLUMN digest text NOT NULL DEFAULT '',
        ADD COLUMN catalogue_version int NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE score_version DROP COLUMN digest, DROP COLUMN catalogue_version');
    await runner.query('ALTER TABLE score DROP COLUMN level');
  }
}
