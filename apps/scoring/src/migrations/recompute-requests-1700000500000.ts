import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What operators ask to have computed again; `chiso recompute` writes the row and reads what became of it. */
export class RecomputeRequests1700000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recompute_request (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        index_code text,
        unit text,
        from_day date NOT NULL,
        to_day date NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        marked_at timestamptz,
        units int,
        cross_sections int
      )`);
    await runner.query(
      `CREATE INDEX recompute_request_open ON recompute_request (id) WHERE marked_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recompute_request');
  }
}
