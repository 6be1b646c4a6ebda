import { Injectable } from '@nestjs/common';
import { type Instant } from '#contracts';
import { Database, statement, type Tx } from '#persistence';

export interface LoadTask {
  readonly task: string;
  readonly done: number;
  readonly total: number;
  readonly at: Instant;
}

const SAVE = statement(
  'save_progress',
  `INSERT INTO load_progress (task, done, total) VALUES ($1, $2, $3)
   ON CONFLICT (task) DO UPDATE SET done = excluded.done, total = excluded.total, reported_at = now()`,
);
const ALL = statement(
  'all_progress',
  'SELECT task, done, total, reported_at AS at FROM load_progress ORDER BY began_at, task',
);

/** How far the loader has come, by task. */
@Injectable()
export class LoadProgressStore {
  constructor(private readonly database: Database) {}

  async save(tx: Tx, task: string, done: number, total: number): Promise<void> {
    await tx.query(SAVE, [task, done, total]);
  }

  all(): Promise<LoadTask[]> {
    return this.database.query<LoadTask>(ALL);
  }
}
