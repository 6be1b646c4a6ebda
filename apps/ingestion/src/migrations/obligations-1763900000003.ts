import { type MigrationInterface, type QueryRunner } from 'typeorm';

const STATE_COLUMNS = `
  reporting_unit text NOT NULL,
  scored_unit text NOT NULL,
  state text NOT NULL CHECK (state IN ('expected', 'received', 'late', 'ended')),
  due_at timestamptz NOT NULL,
  grace_ends_at timestamptz NOT NULL,
  received_at timestamptz,
  reason text,
  cause text NOT NULL,
  demo boolean NOT NULL DEFAULT false,
  catalogue_version int NOT NULL,
  known_from timestamptz NOT NULL`;

/**
 * `obligation` holds the newest state of each report that is due, for locks and scans; `obligation_version` all states.
 * `obligation_span` says per indicator from which day on reports are expected, and which periods have been opened.
 */
export class Obligations1763900000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, key] of [
      ['obligation', 'indicator, period, unit'],
      ['obligation_version', 'indicator, period, unit, version'],
    ] as const)
      await runner.query(`
        CREATE TABLE ${table} (
          indicator text COLLATE "C" NOT NULL,
          period text COLLATE "C" NOT NULL,
          unit text COLLATE "C" NOT NULL,
          version int NOT NULL,
          ${STATE_COLUMNS},
          PRIMARY KEY (${key})
        )`);
    await runner.query(`CREATE INDEX obligation_open ON obligation (grace_ends_at) WHERE state = 'expected'`);
    await runner.query(
      `CREATE INDEX obligation_unmet ON obligation (reporting_unit) WHERE state IN ('expected', 'late')`,
    );
    await runner.query(`
      CREATE TABLE obligation_span (
        indicator text COLLATE "C" PRIMARY KEY,
        start_day date NOT NULL,
        live_from timestamptz NOT NULL,
        demo boolean NOT NULL DEFAULT false,
        opened_from date,
        opened_through date,
        fed_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE obligation_span, obligation_version, obligation');
  }
}
