import pg from 'pg';
import { OperatorDesk } from '#messaging';
import { setColumnTypes, Tx } from '#persistence';
import { runningSystem } from '../system/running-system.js';
import { OperatorProblem } from './operator-problem.js';

/** The services, each with the schema of its name, in the order in which they are shown. */
export const SERVICES = ['ingestion', 'scoring', 'notification', 'gateway', 'execution'] as const;

const KNOWN = `SELECT table_schema AS schema, bool_or(table_name = 'operator_task') AS ready
  FROM information_schema.tables
  WHERE table_name IN ('dead_letter', 'operator_task') AND table_schema = ANY ($1) GROUP BY table_schema`;

export interface DeskOf {
  readonly service: string;
  readonly desk: OperatorDesk;
}

/** The address of the running system's database. Throws OperatorProblem `database.unknown`. */
export function databaseUrl(): string {
  const { databaseUrl: url, folder } = runningSystem();
  if (url) return url;
  throw new OperatorProblem(
    'database.unknown',
    `no system runs on ${folder}; start it with npm start, or name its database in DATABASE_URL`,
  );
}

/** Gives the work a desk for each service that is there, or for the named one, and closes their connections afterwards. */
export async function atDesks<T>(
  service: string | undefined,
  work: (desks: readonly DeskOf[]) => Promise<T>,
): Promise<T> {
  const url = databaseUrl();
  setColumnTypes();
  const found = await servicesIn(url, service);
  const clients = await Promise.all(found.map((name) => connected(url, `-c search_path=${name},public`)));
  try {
    return await work(
      found.map((name, place) => ({ service: name, desk: new OperatorDesk(new Tx(clients[place]!)) })),
    );
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/**
 * Throws OperatorProblem `service.unknown` where the named service, or any at all, has no schema there; `service.older`
 * where one has not run since these commands came: its letters would be passed over in silence.
 */
async function servicesIn(url: string, wanted: string | undefined): Promise<string[]> {
  const client = await connected(url);
  try {
    const { rows } = await client.query<{ schema: string; ready: boolean }>(KNOWN, [SERVICES]);
    const meant = rows.filter(({ schema }) => wanted === undefined || schema === wanted);
    const older = meant.filter(({ ready }) => !ready).map(({ schema }) => schema);
    if (older.length > 0) throw olderServices(older);
    const there = SERVICES.filter((name) => meant.some(({ schema }) => schema === name));
    if (there.length > 0) return there;
  } finally {
    await client.end();
  }
  throw new OperatorProblem(
    'service.unknown',
    `${wanted === undefined ? 'no service has' : `${wanted} is no service, or has never`} run on this database; the services are ${SERVICES.join(', ')}`,
  );
}

const olderServices = (names: readonly string[]): OperatorProblem =>
  new OperatorProblem(
    'service.older',
    `${names.join(', ')} ran last before this command was made; start the system again`,
  );

/** A connection to the system's database. Throws OperatorProblem `database.away`. */
export async function connected(url: string, options?: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    ...(options === undefined ? {} : { options }),
  });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const { message, code } = cause as Error & { code?: string };
    throw new OperatorProblem(
      'database.away',
      `the database does not answer (${message || code}); chiso doctor says more`,
      { cause },
    );
  }
}
