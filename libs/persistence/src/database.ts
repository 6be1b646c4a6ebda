import { type Pool, type PoolClient } from 'pg';
import { type DataSource } from 'typeorm';
import { asParameter } from './array-literal.js';
import { type Statement } from './statement.js';

const ignored = (): void => undefined;

type Executor = Pick<PoolClient, 'query'>;

/** The rows that a statement gives, as plain objects in the column names of the statement. */
async function run<R>(
  client: Executor,
  statement: Statement | string,
  values: readonly unknown[],
): Promise<R[]> {
  const query =
    typeof statement === 'string' ? { text: statement } : { name: statement.name, text: statement.text };
  const result = await client.query({ ...query, values: values.map(asParameter) });
  return result.rows as R[];
}

/** One open transaction; passed explicitly to whatever takes part in it. */
export class Tx {
  private readonly committed: (() => void)[] = [];
  private readonly unanswered: Promise<unknown>[] = [];

  constructor(private readonly client: Executor) {}

  query<R>(statement: Statement | string, values: readonly unknown[] = []): Promise<R[]> {
    return run<R>(this.client, statement, values);
  }

  /** Sends a statement whose rows nobody needs; the next one need not wait for it. Should it fail, the transaction does. */
  send(statement: Statement | string, values: readonly unknown[] = []): void {
    const answer = this.query(statement, values);
    answer.catch(ignored);
    this.unanswered.push(answer);
  }

  /** Waits for the work and for all that it has sent. Throws what failed first on the server. */
  async followed<T>(work: Promise<T>): Promise<T> {
    const [done] = await Promise.allSettled([work]);
    await Promise.all(this.unanswered);
    if (done.status === 'rejected') throw done.reason;
    return done.value;
  }

  /** Work for after the commit; dropped when the transaction rolls back. */
  afterCommit(work: () => void): void {
    this.committed.push(work);
  }

  /** Called by Database once the commit stands. */
  announceCommit(): void {
    for (const work of this.committed) work();
  }
}

/** The database of one service: its pool, and transactions that begin and end in one place. */
export class Database {
  constructor(readonly dataSource: DataSource) {}

  /** Runs the work in one transaction at read committed; whatever it throws rolls everything back. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.connect();
    const tx = new Tx(client);
    let failure: Error | undefined;
    try {
      tx.send('BEGIN');
      const result = await tx.followed(work(tx));
      await client.query('COMMIT');
      tx.announceCommit();
      return result;
    } catch (error) {
      failure = error as Error;
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release(failure !== undefined && isConnectionLoss(failure));
    }
  }

  query<R>(statement: Statement | string, values: readonly unknown[] = []): Promise<R[]> {
    return run<R>(this.pool, statement, values);
  }

  /**
   * A connection of one's own, for session locks; the caller releases it. When it breaks, its query fails; the event that
   * says so too would end the process where nobody listens.
   */
  async connect(): Promise<PoolClient> {
    const client = await this.pool.connect();
    return client.off('error', ignored).on('error', ignored);
  }

  async ping(): Promise<void> {
    await this.pool.query('SELECT 1');
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}

/** 25P03: the server has ended a transaction that stood still. */
const LOSS = /^(08|57P|25P03)/;
const BUSY = new Set(['40001', '40P01', '53300', '55P03', '57014']);
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
const SAID =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/;

const codeOf = (error: unknown): string => (error as { code?: string } | undefined)?.code ?? '';

function isConnectionLoss(error: Error): boolean {
  return LOSS.test(codeOf(error)) || NETWORK.has(codeOf(error)) || SAID.test(error.message);
}

/** Whether the database is away or busy, so that the same work may succeed later; anything else is a fault of ours. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  return (
    isConnectionLoss(error) ||
    BUSY.has(codeOf(error)) ||
    (error.cause !== undefined && isTransient(error.cause))
  );
}
