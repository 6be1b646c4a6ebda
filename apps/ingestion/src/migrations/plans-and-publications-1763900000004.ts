import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** All versions of plans with their trajectories, and of publications. */
export class PlansAndPublications1763900000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plan_version (
        indicator text COLLATE "C" NOT NULL,
        unit text COLLATE "C" NOT NULL,
        target_period text COLLATE "C" NOT NULL,
        version int NOT NULL,
        scored_unit text NOT NULL,
        base_period text NOT NULL,
        base_value float8 NOT NULL,
        target_value float8 NOT NULL,
        shape text NOT NULL,
        points jsonb NOT NULL,
        issuer text,
        recorded_by text,
        cause text NOT NULL,
        demo boolean NOT NULL DEFAULT false,
        catalogue_version int NOT NULL,
        known_from timestamptz NOT NULL,
        PRIMARY KEY (indicator, unit, target_period, version)
      )`);
    await runner.query(`
      CREATE TABLE publication_version (
        index_code text COLLATE "C" NOT NULL,
        period text COLLATE "C" NOT NULL,
        version int NOT NULL,
        state text NOT NULL CHECK (state IN ('provisional', 'completed', 'partial')),
        expected int NOT NULL,
        received int NOT NULL,
        published_on date,
        results jsonb NOT NULL,
        closed_by text,
        cause text NOT NULL,
        demo boolean NOT NULL DEFAULT false,
        catalogue_version int NOT NULL,
        known_from timestamptz NOT NULL,
        PRIMARY KEY (index_code, period, version)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE publication_version, plan_version');
  }
}
