import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * A state that goes to several topics is stored once. Values live for milliseconds: compressing them (pglz) was a third of
 * the database's time under load.
 */
export class OutboxCopies1764280000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD COLUMN copies text, ALTER COLUMN value SET STORAGE EXTERNAL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN copies, ALTER COLUMN value SET STORAGE EXTENDED');
  }
}
