import pg from 'pg';
import { type Finding, right, wrong } from './finding.js';
import type { RunningSystem } from './running-system.js';

const OLDEST = 18;

interface Facts {
  readonly version: number;
  readonly size: string;
  readonly connections: number;
  readonly most: number;
}

const FACTS = `SELECT current_setting('server_version_num')::int / 10000 AS version,
  pg_size_pretty(pg_database_size(current_database())) AS size,
  (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
  current_setting('max_connections')::int AS most`;

export async function lookAtDatabase({ databaseUrl }: RunningSystem): Promise<Finding> {
  if (databaseUrl === undefined)
    return wrong(
      'Database',
      'none is running',
      'Start the system with npm start, or name one in DATABASE_URL.',
    );
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query<Facts>(FACTS);
    return judge(rows[0]);
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    return wrong(
      'Database',
      `does not answer: ${message || code}`,
      'Look into logs/postgres.log of the data folder, then start again with npm start.',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function judge(facts: Facts | undefined): Finding {
  if (facts === undefined)
    return wrong('Database', 'answers nothing about itself', `Use PostgreSQL ${OLDEST} or newer.`);
  const says = `PostgreSQL ${facts.version}, ${facts.size}, ${facts.connections} of ${facts.most} connections`;
  if (facts.version < OLDEST) return wrong('Database', says, `Use PostgreSQL ${OLDEST} or newer.`);
  if (facts.connections > 0.9 * facts.most)
    return wrong('Database', says, 'Close what else is connected, or raise max_connections.');
  return right('Database', says);
}
