import pg from 'pg';
import { KafkaClient } from '#messaging';
import { eventually } from './eventually.js';

/** For connections and members that are just about to go. */
const PATIENCE = { within: 3000, every: 50 };

/** A database of one test file. */
export interface OwnDatabase {
  readonly databaseUrl: string;
  readonly name: string;
}

/** Topics and groups of one test file. */
export interface OwnTopics {
  readonly brokers: string;
  readonly prefix: string;
}

/** Says who is still connected to the database, then removes it. */
export async function removeDatabase({ databaseUrl, name }: OwnDatabase): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const leaks = await stillThere(async () => {
      const { rows } = await client.query<{ pid: number; state: string; query: string }>(
        `SELECT pid, state, left(query, 120) AS query FROM pg_stat_activity WHERE datname = $1`,
        [name],
      );
      return rows.map((row) => `connection ${row.pid} to ${name} is ${row.state}, last: ${row.query}`);
    });
    await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    return leaks;
  } finally {
    await client.end();
  }
}

/** Says which consumer groups of the prefix still have members, then removes its topics. */
export async function removeTopics({ brokers, prefix }: OwnTopics): Promise<string[]> {
  const admin = new KafkaClient({ brokers: brokers.split(','), clientId: 'testing' }).admin();
  await admin.connect();
  try {
    const leaks = await stillThere(async () => {
      const { groups } = await admin.listGroups();
      const own = groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(prefix));
      const described = own.length === 0 ? [] : (await admin.describeGroups(own)).groups;
      return described
        .filter(({ members }) => members.length > 0)
        .map(({ groupId, members }) => `group ${groupId} still has ${members.length} members`);
    });
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    return leaks;
  } finally {
    await admin.disconnect();
  }
}

/** What the look still finds when patience is over; empty as soon as it finds nothing. */
async function stillThere(look: () => Promise<string[]>): Promise<string[]> {
  let found: string[] = [];
  const gone = eventually(async () => {
    found = await look();
    return found.length === 0;
  }, PATIENCE);
  await gone.catch((error: Error) => {
    if (found.length === 0) throw error;
  });
  return found;
}
