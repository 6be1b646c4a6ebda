import { request as httpRequest } from 'node:http';
import { eventOf, ScoreChangedV1, type LiveEvent } from '#contracts';
import { openDatabase } from '#persistence';
import { eventually } from '#testing';
import { LOG_WRITER } from '../src/live/change-log.store.js';
import { migrations } from '../src/migrations/index.js';
import { aGateway } from './a-gateway.js';

interface Seen {
  readonly name: string;
  readonly id: number;
  readonly data: LiveEvent;
}

/** A browser's EventSource in a few lines: reads events until it is closed. */
function listen(url: string, headers: Record<string, string> = {}) {
  const events: Seen[] = [];
  let text = '';
  const request = httpRequest(`${url}/api/v1/live?topics=score`, { headers }, (response) => {
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, name, id, data] = /event: (\w+)\nid: (\d+)\ndata: (.*)/.exec(text.slice(0, end)) ?? [];
        if (name) events.push({ name, id: Number(id), data: JSON.parse(data!) as LiveEvent });
        text = text.slice(end + 2);
      }
    });
  });
  request.on('error', () => undefined).end();
  const keys = () => events.flatMap(({ data }) => data.changes?.map((change) => change.key) ?? []);
  return { events, keys, close: () => request.destroy() };
}

const aScore = (period: string, version = 1) =>
  eventOf(ScoreChangedV1, { ...ScoreChangedV1.example, period, version, catalogueVersion: 0 }) as never;
const keyOf = (period: string) => `STNMT:LEAD.GOV/PAPI.5:M15:${period}`;

describe('the live stream', () => {
  let gateway: Awaited<ReturnType<typeof aGateway>>;
  beforeAll(async () => {
    gateway = await aGateway();
  }, 120_000);
  afterAll(() => gateway.end());

  it('names what changed, and goes on after the last event that a client had', async () => {
    const first = listen(gateway.url);
    await eventually(() => first.events.some((event) => event.name === 'ready'));
    await gateway.send([aScore('2024-01')]);
    await eventually(() => first.keys().includes(keyOf('2024-01')), { within: 30_000 });
    first.close();
    await gateway.send([aScore('2024-02'), aScore('2024-02', 2)]);
    const { id } = first.events.at(-1)!;
    const second = listen(gateway.url, { 'last-event-id': String(id) });
    await eventually(() => second.keys().includes(keyOf('2024-02')), { within: 30_000 });
    expect(second.keys()).not.toContain(keyOf('2024-01'));
    expect(second.events.every((event) => event.id >= id)).toBe(true);
    second.close();
  });

  it('asks a client to fetch anew whose last event is older than the log', async () => {
    const client = listen(gateway.url, { 'last-event-id': '1' });
    await eventually(() => client.events.some((event) => event.name === 'reset'));
    client.close();
  });

  it('waits for a transaction that began earlier and commits later', async () => {
    const client = listen(gateway.url);
    await eventually(() => client.events.some((event) => event.name === 'ready'));
    const late = await aWriter(gateway.database.url);
    await late.begin('late');
    await gateway.send([aScore('2024-03')]);
    await eventually(async () => {
      const rows = await gateway.database.query(
        `SELECT 1 FROM gateway.change_log WHERE changes::text LIKE '%2024-03%'`,
      );
      return rows.length > 0;
    });
    expect(client.keys()).not.toContain(keyOf('2024-03'));
    await late.commit();
    await eventually(() => client.keys().includes(keyOf('2024-03')));
    expect(client.keys().indexOf('late')).toBeLessThan(client.keys().indexOf(keyOf('2024-03')));
    client.close();
  });
});

/** Another gateway process in the middle of a slice. */
async function aWriter(url: string) {
  const database = await openDatabase({ url, schema: 'gateway', migrations, applicationName: LOG_WRITER });
  const client = await database.connect();
  return {
    async begin(key: string) {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO change_log (position, topic, changes)
         VALUES (pg_current_xact_id()::text::bigint * 1024, 'score', $1)`,
        [JSON.stringify([{ topic: 'score', key, version: 1 }])],
      );
    },
    async commit() {
      await client.query('COMMIT');
      client.release();
      await database.close();
    },
  };
}
