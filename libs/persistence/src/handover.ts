import pg from 'pg';
import { type Database } from './database.js';
import { statement } from './statement.js';

/** Held by whoever puts another state in the place of a service's schema; shared by processes that start on it. */
const keyOf = (schema: string): string => `handover:${schema}`;

const IS_OURS = statement(
  'handover.is-ours',
  `SELECT to_regnamespace($1)::oid::bigint AS schema,
          pg_try_advisory_xact_lock_shared(hashtextextended($2, 0)) AS "isOurs"`,
);

/** Waits while another state is put in the schema's place; none can be until the connection ends. */
export async function enterSchema(client: pg.Client, schema: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock_shared(hashtextextended($1, 0))', [keyOf(schema)]);
}

/** Tells a process of a service that its schema is about to be replaced, or is another one than it began on. */
export class SchemaWatch {
  private first: number | null | undefined;

  constructor(
    private readonly database: Database,
    private readonly schema: string,
  ) {}

  /** False once the process must leave: what it holds in memory is of another state. */
  async isOurs(): Promise<boolean> {
    const [row] = await this.database.query<{ schema: number | null; isOurs: boolean }>(IS_OURS, [
      this.schema,
      keyOf(this.schema),
    ]);
    this.first ??= row!.schema;
    return row!.isOurs && row!.schema === this.first;
  }
}

const LOOK_EVERY_MS = 200;

/**
 * The schema of a service in the hand of one who replaces it: its processes have left, and none begins. The lock lives on
 * the connection that replaces the schema, so that with the one the other is gone too.
 */
export class Handover {
  private constructor(
    private readonly client: pg.Client,
    private readonly schema: string,
  ) {}

  /** @param applicationName  of the service's own connections; those that stay are ended after a while */
  static async take(
    url: string,
    schema: string,
    applicationName: string,
    patienceMs: number,
  ): Promise<Handover> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [keyOf(schema)]);
    const handover = new Handover(client, schema);
    await handover.awaitQuiet(applicationName, patienceMs);
    return handover;
  }

  /** One transaction: whoever looks sees the old state or the new one. What was there before stays beside it. */
  async replaceBy(shadow: string): Promise<void> {
    const { client, schema } = this;
    await client.query('BEGIN');
    await client.query(`DROP SCHEMA IF EXISTS ${beforeOf(schema)} CASCADE`);
    await client.query(
      `DO $$ BEGIN IF to_regnamespace('${schema}') IS NOT NULL THEN ALTER SCHEMA ${schema} RENAME TO ${beforeOf(schema)}; END IF; END $$`,
    );
    await client.query(`ALTER SCHEMA ${shadow} RENAME TO ${schema}`);
    await this.leadFunctionsTo(shadow);
    await client.query('COMMIT');
  }

  async release(): Promise<void> {
    await this.client.end();
  }

  /** A function that keeps the search path of its birth would write into the shadow, which is no more. */
  private async leadFunctionsTo(shadow: string): Promise<void> {
    const { rows } = await this.client.query<{ name: string }>(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
       WHERE p.pronamespace = to_regnamespace($1)
         AND EXISTS (SELECT FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search_path=%' || $2 || '%')`,
      [this.schema, shadow],
    );
    for (const { name } of rows)
      await this.client.query(`ALTER FUNCTION ${name} SET search_path TO ${this.schema}, public`);
  }

  private async awaitQuiet(applicationName: string, patienceMs: number): Promise<void> {
    for (const from = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))) {
      const end = Date.now() - from > patienceMs ? 'pg_terminate_backend(pid)' : 'true';
      const { rowCount } = await this.client.query(
        `SELECT ${end} FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()`,
        [applicationName],
      );
      if (rowCount === 0) return;
    }
  }
}

/** Where the state stays that was replaced, until the next time. */
export const beforeOf = (schema: string): string => `${schema}_before`;
