// A database and a broker that the person brings along: looked at before anything is started.
import pg from 'pg';
import { answers } from './ports.mjs';
import { Obstacle } from './steps.mjs';

export async function reachDatabase(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw new Obstacle(`The database of DATABASE_URL does not answer: ${error.message || error.code}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** One of them is enough: it names the others. */
export async function reachBrokers(brokers) {
  const looks = brokers.split(',').map((broker) => {
    const [host, port] = broker.trim().split(/:(?=\d+$)/);
    return answers(Number(port), host);
  });
  if (!(await Promise.all(looks)).includes(true))
    throw new Obstacle(`No broker of KAFKA_BROKERS (${brokers}) answers.`);
}
