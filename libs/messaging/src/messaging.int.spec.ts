import { type INestApplication } from '@nestjs/common';
import { ObservationRecordedV1 } from '#contracts';
import { Database } from '#persistence';
import { eventually } from '#testing';
import {
  aSumService,
  aSumSystem,
  observation,
  recordOf,
  SumConsumer,
  type SumSystem,
} from '../test/a-sum-service.js';
import { Outbox } from './index.js';

const settles = (expectation: () => Promise<void>) =>
  eventually(async () => {
    await expectation();
    return true;
  });

describe('messaging', () => {
  let system: SumSystem;
  let service: INestApplication | undefined;

  beforeEach(async () => {
    system = await aSumSystem();
  });

  afterEach(async () => {
    await service?.close();
    service = undefined;
    SumConsumer.before = undefined;
    await system.end();
  });

  const seen = async () =>
    (await system.database.query<{ n: number }>('SELECT count(*) AS n FROM seen'))[0]!.n;
  const deadLetters = () =>
    system.database.query<{ code: string; message_offset: number }>(
      'SELECT code, message_offset FROM dead_letter ORDER BY message_offset',
    );

  it('applies events that lay on the topic before it started, and commits the offset with them', async () => {
    const records = Array.from({ length: 2500 }, (_, n) => recordOf(observation(n)));
    for (let from = 0; from < 2500; from += 500) await system.produce(records.slice(from, from + 500));
    service = await aSumService(system);
    await settles(async () => expect(await seen()).toBe(2500));
    const offsets = await system.database.query<{ next_offset: number }>(
      'SELECT next_offset FROM consumer_offset',
    );
    expect(offsets).toEqual([{ next_offset: 2500 }]);
  });

  it('puts broken bytes, an unknown type and a broken schema among the dead letters and goes on', async () => {
    const good = recordOf(observation(1));
    await system.produce([
      { ...good, value: '{' },
      { ...good, headers: { ...good.headers, ce_type: 'weather.v1' } },
      { ...good, value: JSON.stringify({ ...observation(1), value: 'many' }) },
      good,
    ]);
    service = await aSumService(system);
    await settles(async () => expect(await seen()).toBe(1));
    expect(await deadLetters()).toEqual([
      { code: 'bytes.not-json', message_offset: 0 },
      { code: 'event.unknown-type', message_offset: 1 },
      { code: 'event.schema', message_offset: 2 },
    ]);
  });

  it('keeps a broken record whole that is too large for our own topics', async () => {
    const good = recordOf(observation(1));
    await system.produce([{ ...good, value: `{"note":"${'x'.repeat(400_000)}` }, good]);
    service = await aSumService(system);
    await settles(async () => expect(await seen()).toBe(1));
    expect(
      await system.database.query('SELECT code, length(value) AS length, message_offset FROM dead_letter'),
    ).toEqual([{ code: 'bytes.not-json', length: 400_009, message_offset: 0 }]);
    await settles(async () =>
      expect((await system.database.query<{ n: number }>('SELECT count(*) AS n FROM outbox'))[0]!.n).toBe(0),
    );
  });

  it('bisects a slice down to the poisoned event and applies all others once', async () => {
    const events = Array.from({ length: 300 }, (_, n) =>
      observation(n, n === 137 ? { note: 'poison' } : n === 200 ? { note: 'refused' } : {}),
    );
    await system.produce(events.map(recordOf));
    service = await aSumService(system);
    await settles(async () => expect(await seen()).toBe(298));
    expect(await deadLetters()).toEqual([
      { code: 'event.poison', message_offset: 137 },
      { code: 'test.refused', message_offset: 200 },
    ]);
  });

  it('begins again at the stored offset after a restart', async () => {
    service = await aSumService(system);
    await system.produce([recordOf(observation(1))]);
    await settles(async () => expect(await seen()).toBe(1));
    await service.close();
    await system.produce([recordOf(observation(2))]);
    const handled: number[] = [];
    SumConsumer.before = async ({ events }) => void handled.push(...events.map(({ data }) => data.value));
    service = await aSumService(system);
    await settles(async () => expect(await seen()).toBe(2));
    expect(handled).toEqual([2]);
  });

  it('relays what the outbox holds in order, and leaves it empty', async () => {
    service = await aSumService(system);
    const outbox = service.get(Outbox);
    const database = service.get(Database);
    await database.transaction((tx) =>
      outbox.append(
        tx,
        Array.from({ length: 50 }, (_, n) => ({ definition: ObservationRecordedV1, data: observation(n) })),
      ),
    );
    await settles(async () => expect(await seen()).toBe(50));
    await settles(async () =>
      expect((await system.database.query<{ n: number }>('SELECT count(*) AS n FROM outbox'))[0]!.n).toBe(0),
    );
  });
});
