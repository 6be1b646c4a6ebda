import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { removeWithFile } from './removed-with-file.js';
import { testStack } from './stack.js';

/** A database that is migrated once a run and then copied for each file. */
export interface DatabaseTemplate {
  /** Names the template: lower-case letters, digits, hyphens. Another set of migrations needs another name. */
  readonly name: string;
  /** Brings the empty database at this address to the newest schema, and closes its connections. */
  readonly migrate: (databaseUrl: string) => Promise<void>;
}

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** One statement on a connection of its own, for what a test wants to see or to prepare. */
  query<R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<R[]>;
}

/** A fresh database, copied from the migrated template; it is removed when the test file is over. */
export async function testDatabase(template: DatabaseTemplate): Promise<TestDatabase> {
  if (!/^[a-z0-9-]{1,40}$/.test(template.name))
    throw new Error(`not a name for a template: ${template.name}`);
  const { databaseUrl } = await testStack();
  await ensureTemplate(databaseUrl, template);
  const name = `test-${template.name}-${randomBytes(4).toString('hex')}`;
  await once(databaseUrl, `CREATE DATABASE "${name}" TEMPLATE "template-${template.name}"`);
  removeWithFile({ databaseUrl, name });
  const url = withDatabase(databaseUrl, name);
  return { url, name, query: (sql, values = []) => once(url, sql, values) };
}

/** Holds a lock meanwhile: jest's workers are separate processes and would migrate the same template at once. */
async function ensureTemplate(databaseUrl: string, { name, migrate }: DatabaseTemplate): Promise<void> {
  await connected(databaseUrl, async (client) => {
    await client.query(`SELECT pg_advisory_lock(hashtextextended($1, 0))`, [name]);
    const found = await client.query(`SELECT 1 FROM pg_database WHERE datname = $1`, [`template-${name}`]);
    if (found.rowCount) return;
    const half = `half-${name}-${randomBytes(3).toString('hex')}`;
    await client.query(`CREATE DATABASE "${half}"`);
    await migrate(withDatabase(databaseUrl, half));
    await client.query(`ALTER DATABASE "${half}" RENAME TO "template-${name}"`);
  });
}

function withDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const once = <R extends pg.QueryResultRow>(url: string, sql: string, values: readonly unknown[] = []) =>
  connected(url, async (client) => (await client.query<R>(sql, [...values])).rows);
