import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What an operator asks of a running service, and what became of each dead letter. */
export class OperatorTasks1763990000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE operator_task (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('replay', 'republish')),
        argument jsonb NOT NULL DEFAULT '{}',
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        cursor jsonb,
        done bigint NOT NULL DEFAULT 0,
        ended_at timestamptz,
        problem text
      )`);
    await runner.query('CREATE INDEX operator_task_open ON operator_task (id) WHERE ended_at IS NULL');
    await runner.query(`
      ALTER TABLE dead_letter
        ADD COLUMN tries int NOT NULL DEFAULT 0,
        ADD COLUMN tried_at timestamptz,
        ADD COLUMN settled_by text,
        ADD COLUMN settled_reason text,
        ADD COLUMN replay_task bigint`);
    await runner.query(
      `CREATE INDEX dead_letter_to_replay ON dead_letter (replay_task, consumer_group, topic, partition, message_offset)
       WHERE state = 'open' AND replay_task IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX dead_letter_to_replay');
    await runner.query(
      'ALTER TABLE dead_letter DROP COLUMN tries, DROP COLUMN tried_at, DROP COLUMN settled_by, DROP COLUMN settled_reason, DROP COLUMN replay_task',
    );
    await runner.query('DROP TABLE operator_task');
  }
}
