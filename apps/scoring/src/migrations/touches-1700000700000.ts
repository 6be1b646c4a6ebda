import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Touches are added by stage 1 in the transaction of their cause, one row each; folded when they are taken. */
export class Touches1700000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SEQUENCE touch_version');
    await runner.query('DROP TABLE cross_section_due');
    await runner.query(`
      CREATE TABLE cross_section_due (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        subject text NOT NULL,
        index_code text NOT NULL,
        period_rule text NOT NULL,
        peer_group text NOT NULL,
        at_period text NOT NULL,
        subject_kind text NOT NULL,
        from_day date NOT NULL,
        cause text NOT NULL,
        catalogue_version int NOT NULL,
        lock bigint NOT NULL,
        urgent boolean NOT NULL,
        quiet_at timestamptz NOT NULL,
        latest_at timestamptz NOT NULL
      )`);
    await runner.query(
      `CREATE INDEX cross_section_due_of_subject ON cross_section_due (subject, index_code, period_rule, peer_group, at_period)`,
    );
    await runner.query(`CREATE INDEX cross_section_due_urgent ON cross_section_due (id) WHERE urgent`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE cross_section_due');
    await runner.query('CREATE SEQUENCE touch_version');
    await runner.query(`
      CREATE TABLE cross_section_due (
        subject text NOT NULL,
        index_code text NOT NULL,
        period_rule text NOT NULL,
        peer_group text NOT NULL,
        at_period text NOT NULL,
        subject_kind text NOT NULL,
        from_day date NOT NULL,
        cause text NOT NULL,
        first_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        due_at timestamptz NOT NULL,
        PRIMARY KEY (subject, index_code, period_rule, peer_group, at_period)
      )`);
  }
}
