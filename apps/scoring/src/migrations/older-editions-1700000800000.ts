import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * A unit's inputs under an older edition stand beside those of the leading one; scores and ranks name it in `index_code`.
 * A score of a published index may be withdrawn too now, which its state alone does not tell.
 */
export class OlderEditions1700000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE unit_input ADD COLUMN edition text NOT NULL DEFAULT ''`);
    await runner.query(`ALTER TABLE unit_input DROP CONSTRAINT unit_input_pkey`);
    await runner.query(
      `ALTER TABLE unit_input ADD PRIMARY KEY (province, period_rule, period, unit, edition)`,
    );
    await runner.query(`ALTER TABLE score ADD COLUMN withdrawn boolean NOT NULL DEFAULT false`);
    await runner.query(
      `UPDATE score SET withdrawn = true WHERE state = 'not-computed' AND edition LIKE 'LEAD%'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE score DROP COLUMN withdrawn`);
    await runner.query(`DELETE FROM unit_input WHERE edition <> ''`);
    await runner.query(`ALTER TABLE unit_input DROP CONSTRAINT unit_input_pkey`);
    await runner.query(`ALTER TABLE unit_input DROP COLUMN edition`);
    await runner.query(`ALTER TABLE unit_input ADD PRIMARY KEY (province, period_rule, period, unit)`);
  }
}
