import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Where business time stands while a demo plays, and how far the demo has come. No row: business time is real time. */
export class BusinessClock1763900000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE business_clock (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        version int NOT NULL,
        now_at timestamptz NOT NULL,
        real_at timestamptz NOT NULL,
        running boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'playing', 'over')),
        demo_from date NOT NULL,
        demo_until date NOT NULL,
        played int NOT NULL,
        total int NOT NULL
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE business_clock');
  }
}
