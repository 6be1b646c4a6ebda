import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Observations are only ever added: revision n of a cell is version n + 1 of the event. The key leads with indicator and
 * period, in which history is loaded and publications are counted.
 */
export class Observations1763900000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE observation (
        indicator text COLLATE "C" NOT NULL,
        period text COLLATE "C" NOT NULL,
        unit text COLLATE "C" NOT NULL,
        revision int NOT NULL,
        version int GENERATED ALWAYS AS (revision + 1) STORED,
        id uuid NOT NULL,
        scored_unit text NOT NULL,
        value float8 NOT NULL,
        numerator float8,
        denominator float8,
        unit_of_measure text NOT NULL,
        status text NOT NULL,
        flag text,
        reason text,
        note text,
        reported_by text,
        cause text NOT NULL,
        demo boolean NOT NULL DEFAULT false,
        catalogue_version int NOT NULL,
        known_from timestamptz NOT NULL,
        written_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (indicator, period, unit, revision)
      )`);
    await runner.query(`
      CREATE TABLE idempotency_key (
        caller text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        response text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (caller, route, key)
      )`);
    await runner.query('CREATE INDEX idempotency_key_age ON idempotency_key (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_key, observation');
  }
}
