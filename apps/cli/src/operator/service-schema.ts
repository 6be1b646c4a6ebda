import pg from 'pg';
import { OperatorDesk } from '#messaging';
import { setColumnTypes, Tx } from '#persistence';
import { runningSystem } from '../system/running-system.js';
import { OperatorProblem } from './operator-problem.js';

/** The services, each with the schema of its name, in the order in which they are shown. */
export const SERVICES = ['ingestion', 'scoring', 'notification', 'gateway', 'execution'] as const;

const WITH_LETTERS = `SELECT table_schema AS schema FROM information_schema.tables
  WHERE table_name = 'operator_task' AND table_schema = ANY ($1)`;

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

/** Throws OperatorProblem `service.unknown` where the named service has no schema there. */
async function servicesIn(url: string, wanted: string | undefined): Promise<string[]> {
  const client = await connected(url);
  try {
    const { rows } = await client.query<{ schema: string }>(WITH_LETTERS, [SERVICES]);
    const there = SERVICES.filter((name) => rows.some(({ schema }) => schema === name));
    if (wanted === undefined) return there;
    if (there.some((name) => name === wanted)) return [wanted];
  } finally {
    await client.end();
  }
  throw new OperatorProblem(
    'service.unknown',
    `${wanted} is no service of this system, or has never run on this database; the services are ${SERVICES.join(', ')}`,
  );
}

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
