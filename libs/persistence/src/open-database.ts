import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { setColumnTypes } from './column-types.js';
import { Database } from './database.js';
import { enterSchema } from './handover.js';

export type Migration = new () => MigrationInterface;

export interface DatabaseOptions {
  readonly url: string;
  /** The one schema that this service owns; it leads the search path. */
  readonly schema: string;
  readonly migrations: readonly Migration[];
  readonly poolSize?: number;
  readonly applicationName?: string;
  /**
   * How long a transaction may stand still: a process that is stopped in the middle of one (a paused machine, SIGSTOP)
   * would otherwise keep everybody waiting who has taken over its work.
   */
  readonly frozenMs?: number;
}

const FROZEN_MS = 30_000;
/** So that the waits of a stopped process end at once and not one after the other; live ones queue for shorter. */
const LOCK_WAIT_MS = 30_000;

/** Opens the pool of one service, makes its schema, and runs its migrations, one process at a time. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  setColumnTypes();
  await withMigrationLock(options, async (client) => {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(options.schema)}`);
    await migrate(options);
  });
  return attachDatabase(options);
}

/** Opens a pool on a schema as it is. */
export async function attachDatabase(options: Omit<DatabaseOptions, 'migrations'>): Promise<Database> {
  setColumnTypes();
  const dataSource = dataSourceOf({ ...options, migrations: [] }, options.poolSize ?? 6);
  await dataSource.initialize();
  return new Database(dataSource);
}

function dataSourceOf(options: DatabaseOptions, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    migrations: [...options.migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    poolSize,
    applicationName: options.applicationName ?? applicationNameOf(options.schema),
    extra: {
      options: sessionSettings(options),
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      // A statement that does not wait for the answer to the one before it is sent at once.
      pipeline: true,
    },
    // An idle connection that the server closes must not end the process: the pool opens another one.
    poolErrorHandler: () => undefined,
  });
}

function sessionSettings({ schema, frozenMs = FROZEN_MS }: DatabaseOptions): string {
  const settings = {
    search_path: `${schema},public`,
    lock_timeout: LOCK_WAIT_MS,
    idle_in_transaction_session_timeout: frozenMs,
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

async function migrate(options: DatabaseOptions): Promise<void> {
  const dataSource = dataSourceOf(options, 1);
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function withMigrationLock(
  options: DatabaseOptions,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await enterSchema(client, options.schema);
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`migrate:${options.schema}`]);
    await work(client);
  } finally {
    await client.end();
  }
}

/** What a service calls its connections. */
export const applicationNameOf = (schema: string): string => `chiso-${schema}`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
