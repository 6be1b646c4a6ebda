import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Every version of every dated entry; the one row of `catalogue_version` is the lock under which the catalogue changes. */
export class Catalogue1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE catalogue_version (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        version int NOT NULL
      )`);
    await runner.query('INSERT INTO catalogue_version (version) VALUES (0)');
    await runner.query(`
      CREATE TABLE catalogue_entry (
        kind text COLLATE "C" NOT NULL,
        code text COLLATE "C" NOT NULL,
        valid_from date NOT NULL,
        version int NOT NULL,
        valid_to date,
        attributes jsonb NOT NULL,
        catalogue_version int NOT NULL,
        cause text NOT NULL,
        demo boolean NOT NULL DEFAULT false,
        known_from timestamptz NOT NULL,
        PRIMARY KEY (kind, code, valid_from, version)
      )`);
    await runner.query('CREATE INDEX catalogue_entry_by_version ON catalogue_entry (catalogue_version)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE catalogue_entry, catalogue_version');
  }
}
