import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** How often each subject has been judged, by whichever process: what one keeps in memory holds where the turn before was its own. */
export class JudgedTurns1764340000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE judged_turn (
        index_code text NOT NULL,
        subject text NOT NULL,
        period_rule text NOT NULL,
        own_row text NOT NULL,
        turn bigint NOT NULL,
        PRIMARY KEY (index_code, subject, period_rule, own_row)
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE judged_turn');
  }
}
