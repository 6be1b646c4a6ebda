import { Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  CatalogueV1,
  ClockMovedV1,
  encodeCloudEvent,
  ObservationRecordedV1,
  type ObservationRecorded,
} from '#contracts';
import { Database, openDatabase, PersistenceModule } from '#persistence';
import { RejectedError, RuntimeModule, ServiceConfig } from '#runtime';
import { eventually, testDatabase, testTopics } from '#testing';
import {
  Consumer,
  KafkaClient,
  MessagingModule,
  messagingMigrations,
  OnSlice,
  Outbox,
  sliceStrategy,
  type Slice,
} from './index.js';

const TOPIC = ObservationRecordedV1.topic;

/** Sums the values of each unit, version by version: the smallest service whose state a lost or doubled event would spoil. */
@Consumer()
class SumConsumer {
  static handled = 0;
  constructor(private readonly outbox: Outbox) {}

  @OnSlice(ObservationRecordedV1)
  async add(slice: Slice<ObservationRecorded>): Promise<void> {
    await slice.transaction(async (tx) => {
      for (const event of slice.events) {
        if (event.data.note === 'poison') throw new Error('a fault of ours');
        if (event.data.note === 'refused') throw new RejectedError('test.refused', 'No such value.');
        await tx.query('INSERT INTO seen (id, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
          event.id,
          event.data.value,
        ]);
        SumConsumer.handled += 1;
      }
      await this.outbox.append(tx, []);
    });
  }
}

const observation = (n: number, over: Partial<ObservationRecorded> = {}): ObservationRecorded => ({
  ...ObservationRecordedV1.example,
  id: `o-${n}`,
  indicator: `I${n}`,
  value: n,
  ...over,
});

const recordOf = (data: ObservationRecorded) => encodeCloudEvent(ObservationRecordedV1, data, '/test');

async function aSystem() {
  const { url } = await testDatabase({
    name: 'messaging',
    migrate: async (template) =>
      (await openDatabase({ url: template, schema: 'sums', migrations: messagingMigrations })).close(),
  });
  const topics = await testTopics([TOPIC, `${TOPIC}.dlq`, ClockMovedV1.topic, CatalogueV1.topic], {
    partitions: 1,
  });
  const config = Object.assign(new ServiceConfig(), {
    kafkaBrokers: topics.brokers.split(','),
    databaseUrl: url,
    sessionTimeoutMs: 8000,
    topicPrefix: topics.prefix,
    tokenSecret: 'x'.repeat(32),
  });
  const database = await openDatabase({ url, schema: 'sums', migrations: messagingMigrations });
  await database.query('CREATE TABLE seen (id text PRIMARY KEY, value float8 NOT NULL)');
  const kafka = new KafkaClient({ brokers: config.kafkaBrokers, clientId: 'test', prefix: topics.prefix });
  const producer = kafka.producer();
  await producer.connect();
  const produce = (messages: { key: string; value: string; headers?: Record<string, string> }[]) =>
    producer.send({ topic: kafka.named(TOPIC), messages, acks: -1 });
  return {
    url,
    config,
    database,
    kafka,
    produce,
    end: async () => {
      await producer.disconnect();
      await database.close();
    },
  };
}

async function aService(system: Awaited<ReturnType<typeof aSystem>>): Promise<INestApplication> {
  @Module({
    imports: [
      RuntimeModule.register(system.config),
      PersistenceModule.register({ url: system.url, schema: 'sums', migrations: messagingMigrations }),
      MessagingModule.register({ service: 'sums', config: system.config }),
    ],
    controllers: [SumConsumer],
  })
  class SumService {}
  const app = await NestFactory.create(SumService, new FastifyAdapter(), { logger: false });
  app.connectMicroservice({ strategy: sliceStrategy(app) });
  await app.init();
  await app.startAllMicroservices();
  return app;
}

const settles = (expectation: () => Promise<void>) =>
  eventually(async () => {
    await expectation();
    return true;
  });

describe('messaging', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let service: INestApplication | undefined;

  beforeEach(async () => {
    system = await aSystem();
    SumConsumer.handled = 0;
  });

  afterEach(async () => {
    await service?.close();
    service = undefined;
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
    service = await aService(system);
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
    service = await aService(system);
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
    service = await aService(system);
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
    service = await aService(system);
    await settles(async () => expect(await seen()).toBe(298));
    expect(await deadLetters()).toEqual([
      { code: 'event.poison', message_offset: 137 },
      { code: 'test.refused', message_offset: 200 },
    ]);
  });

  it('begins again at the stored offset after a restart', async () => {
    service = await aService(system);
    await system.produce([recordOf(observation(1))]);
    await settles(async () => expect(await seen()).toBe(1));
    await service.close();
    await system.produce([recordOf(observation(2))]);
    SumConsumer.handled = 0;
    service = await aService(system);
    await settles(async () => expect(await seen()).toBe(2));
    expect(SumConsumer.handled).toBe(1);
  });

  it('relays what the outbox holds in order, and leaves it empty', async () => {
    service = await aService(system);
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
