// The jest environment of integration tests: when a file and all its own hooks are over, nothing of it may still be
// connected; then its databases and topics go.
import { TestEnvironment } from 'jest-environment-node';
import pg from 'pg';
import { withAdmin } from '../../../deploy/local/topics.mjs';

const KEY = '__chisoMadeInThisFile';
const PATIENCE_MS = 3000;

/** Looks until the list of leaks is empty, for connections that are just closing. */
async function stillThere(look) {
  for (const from = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look();
    if (found.length === 0 || Date.now() - from > PATIENCE_MS) return found;
  }
}

async function databaseLeaks(client, databases) {
  const { rows } = await client.query(
    `SELECT datname, pid, state, left(query, 120) AS query FROM pg_stat_activity WHERE datname = ANY($1)`,
    [databases],
  );
  return rows.map(
    ({ datname, pid, state, query }) => `connection ${pid} to ${datname} is ${state}, last: ${query}`,
  );
}

async function checkDatabases(databases) {
  const client = new pg.Client({ connectionString: process.env.CHISO_TEST_DATABASE_URL });
  await client.connect();
  try {
    const leaks = await stillThere(() => databaseLeaks(client, databases));
    for (const name of databases) await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    return leaks;
  } finally {
    await client.end();
  }
}

async function groupLeaks(admin, prefixes) {
  const { groups } = await admin.listGroups();
  const own = groups
    .map(({ groupId }) => groupId)
    .filter((id) => prefixes.some((prefix) => id.startsWith(prefix)));
  if (own.length === 0) return [];
  const { groups: described } = await admin.describeGroups(own);
  return described
    .filter(({ members }) => members.length > 0)
    .map(({ groupId, members }) => `group ${groupId} still has ${members.length} members`);
}

const checkTopics = (prefixes) =>
  withAdmin(process.env.CHISO_TEST_KAFKA_BROKERS, async (admin) => {
    const leaks = await stillThere(() => groupLeaks(admin, prefixes));
    const topics = (await admin.listTopics()).filter((name) =>
      prefixes.some((prefix) => name.startsWith(prefix)),
    );
    if (topics.length > 0) await admin.deleteTopics({ topics });
    return leaks;
  });

export default class IntegrationEnvironment extends TestEnvironment {
  async teardown() {
    const { databases = [], prefixes = [] } = this.global[KEY] ?? {};
    try {
      const leaks = [
        ...(databases.length > 0 ? await checkDatabases(databases) : []),
        ...(prefixes.length > 0 ? await checkTopics(prefixes) : []),
      ];
      if (leaks.length > 0) throw new Error(`the test file left behind:\n${leaks.join('\n')}`);
    } finally {
      await super.teardown();
    }
  }
}
