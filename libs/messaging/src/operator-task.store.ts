import { type Database, statement, type Tx } from '#persistence';

export interface OperatorTask {
  readonly id: number;
  readonly kind: 'replay' | 'republish';
  readonly argument: Readonly<Record<string, unknown>>;
  readonly asked_by: string;
  readonly cursor: readonly unknown[] | null;
}

const OLDEST = statement(
  'operator-task.oldest',
  'SELECT id, kind, argument, asked_by, cursor FROM operator_task WHERE ended_at IS NULL ORDER BY id LIMIT 1',
);
/** Its row is locked meanwhile: the steps of a task that two processes take run one after the other. */
const LOCK = statement(
  'operator-task.lock',
  'SELECT id, kind, argument, asked_by, cursor FROM operator_task WHERE id = $1 AND ended_at IS NULL FOR UPDATE',
);
const ADVANCE = statement(
  'operator-task.advance',
  'UPDATE operator_task SET cursor = $2, done = done + $3 WHERE id = $1',
);
const END = statement(
  'operator-task.end',
  'UPDATE operator_task SET ended_at = clock_timestamp(), problem = $2 WHERE id = $1 AND ended_at IS NULL',
);

/** What operators have asked of this service and is not done yet. */
export class OperatorTaskStore {
  constructor(private readonly database: Database) {}

  async oldest(): Promise<OperatorTask | undefined> {
    return (await this.database.query<OperatorTask>(OLDEST))[0];
  }

  async lock(tx: Tx, id: number): Promise<OperatorTask | undefined> {
    return (await tx.query<OperatorTask>(LOCK, [id]))[0];
  }

  async advance(tx: Tx, id: number, cursor: readonly unknown[] | null, done: number): Promise<void> {
    await tx.query(ADVANCE, [id, cursor && JSON.stringify(cursor), done]);
  }

  async end(executor: Pick<Tx, 'query'>, id: number, problem?: string): Promise<void> {
    await executor.query(END, [id, problem ?? null]);
  }
}
