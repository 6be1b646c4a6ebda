import { type MigrationInterface, type QueryRunner } from 'typeorm';

const PER_UNIT = `
        subject text NOT NULL,
        index_code text NOT NULL,
        period_rule text NOT NULL,
        unit text NOT NULL,
        period text NOT NULL,
        last_day date NOT NULL,
        version int NOT NULL,
        digest text NOT NULL,
        known_from timestamptz NOT NULL,
        cause text NOT NULL,
        demo boolean NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (subject, index_code, period_rule, unit, period, version)`;

/** What stage 2 makes of whole cross-sections, in all versions; `index_code` is '' for an indicator. */
export class CrossSections1700000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE trend_version (verdict text NOT NULL, ${PER_UNIT})`);
    await runner.query(`CREATE TABLE rating_version (rating text NOT NULL, ${PER_UNIT})`);
    for (const table of ['trend_version', 'rating_version'])
      await runner.query(
        `CREATE INDEX ${table}_of_subject ON ${table} (subject, index_code, period_rule, last_day)`,
      );
    await runner.query(`
      CREATE TABLE rank_version (
        subject text NOT NULL,
        index_code text NOT NULL,
        period_rule text NOT NULL,
        peer_group text NOT NULL,
        period text NOT NULL,
        last_day date NOT NULL,
        version int NOT NULL,
        digest text NOT NULL,
        known_from timestamptz NOT NULL,
        cause text NOT NULL,
        demo boolean NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (subject, index_code, period_rule, peer_group, period, version)
      )`);
    await runner.query(`
      CREATE TABLE publication_version (
        index_code text NOT NULL,
        period text NOT NULL,
        version int NOT NULL,
        state text NOT NULL,
        tiers jsonb NOT NULL,
        known_from timestamptz NOT NULL,
        cause text NOT NULL,
        demo boolean NOT NULL,
        PRIMARY KEY (index_code, period, version)
      )`);
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
      ) WITH (fillfactor = 50)`);
    await runner.query(`CREATE INDEX cross_section_due_at ON cross_section_due (due_at)`);
    await runner.query(`CREATE SEQUENCE touch_version`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SEQUENCE touch_version');
    await runner.query(
      'DROP TABLE cross_section_due, publication_version, rank_version, rating_version, trend_version',
    );
  }
}
