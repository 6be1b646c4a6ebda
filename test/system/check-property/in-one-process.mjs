// @ts-check
// Plays logs through scoring's use cases and stores in this process, on a database of its own.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

const TEST = '../../../dist/apps/scoring/test';
const { openScoringDatabase } = await import(`${TEST}/scoring-in-one-process.js`);
const { finalStateAfter } = await import(`${TEST}/property/play-log.js`);

/** @type {(url: string, sql: string) => Promise<void>} */
async function once(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * @param {{ databaseUrl: string }} stack
 * @param {readonly unknown[]} catalogue
 */
export async function open({ databaseUrl }, catalogue) {
  const name = `property-${randomBytes(4).toString('hex')}`;
  await once(databaseUrl, `CREATE DATABASE "${name}"`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  const database = await openScoringDatabase(url.href);
  return {
    play: (/** @type {unknown} */ delivery) => finalStateAfter(database, catalogue, delivery),
    close: async () => {
      await database.close();
      await once(databaseUrl, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}
