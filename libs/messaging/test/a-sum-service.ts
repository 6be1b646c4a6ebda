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
import { openDatabase, PersistenceModule } from '#persistence';
import { RejectedError, RuntimeModule, ServiceConfig } from '#runtime';
import { testDatabase, testTopics } from '#testing';
import {
  Consumer,
  KafkaClient,
  MessagingModule,
  messagingMigrations,
  OnSlice,
  OperatorDesk,
  type Republication,
  sliceStrategy,
  type Slice,
} from '../src/index.js';

export const TOPIC = ObservationRecordedV1.topic;

/**
 * Sums values by unit; `mended` says whether the fault in it, which notes bring out, has been put right, and `before` is
 * called with each slice before it is handled.
 */
@Consumer()
export class SumConsumer {
  static mended = false;
  static before: ((slice: Slice<ObservationRecorded>) => Promise<void>) | undefined;

  @OnSlice(ObservationRecordedV1)
  async add(slice: Slice<ObservationRecorded>): Promise<void> {
    await SumConsumer.before?.(slice);
    await slice.transaction(async (tx) => {
      for (const event of slice.events) {
        if (event.data.note === 'poison' && !SumConsumer.mended) throw new Error('a fault of ours');
        if (event.data.note === 'refused') throw new RejectedError('test.refused', 'No such value.');
        await tx.query(
          'INSERT INTO seen (id, value, state) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
          [event.id, event.data.value, JSON.stringify(event.data)],
        );
      }
    });
  }
}

export const observation = (n: number, over: Partial<ObservationRecorded> = {}): ObservationRecorded => ({
  ...ObservationRecordedV1.example,
  id: `o-${n}`,
  indicator: `I${n}`,
  value: n,
  ...over,
});

export const recordOf = (data: ObservationRecorded) => encodeCloudEvent(ObservationRecordedV1, data, '/test');

/** A database with one service's schema, its topics, and a producer. */
export async function aSumSystem({ partitions = 1 } = {}) {
  const { url } = await testDatabase({
    name: 'sums',
    migrate: async (template) =>
      (await openDatabase({ url: template, schema: 'sums', migrations: messagingMigrations })).close(),
  });
  const topics = await testTopics([TOPIC, `${TOPIC}.dlq`, ClockMovedV1.topic, CatalogueV1.topic], {
    partitions,
  });
  const config = Object.assign(new ServiceConfig(), {
    kafkaBrokers: topics.brokers.split(','),
    databaseUrl: url,
    sessionTimeoutMs: 8000,
    topicPrefix: topics.prefix,
    tokenSecret: 'x'.repeat(32),
  });
  // Not under the service's own name: whoever replaces its schema waits until its connections are gone.
  const database = await openDatabase({
    url,
    schema: 'sums',
    migrations: messagingMigrations,
    applicationName: 'test',
  });
  await database.query(
    'CREATE TABLE seen (id text PRIMARY KEY, version int NOT NULL DEFAULT 1, value float8 NOT NULL, state text NOT NULL)',
  );
  const kafka = new KafkaClient({ brokers: config.kafkaBrokers, clientId: 'test', prefix: topics.prefix });
  const producer = kafka.producer();
  await producer.connect();
  return {
    config,
    database,
    kafka,
    desk: new OperatorDesk(database),
    produce: (
      messages: {
        key: string;
        value: string;
        headers?: Record<string, string>;
        partition?: number;
      }[],
    ) => producer.send({ topic: kafka.named(TOPIC), messages, acks: -1 }),
    end: async () => {
      await producer.disconnect();
      await database.close();
    },
  };
}

export type SumSystem = Awaited<ReturnType<typeof aSumSystem>>;

const REPUBLICATIONS: readonly Republication[] = [
  {
    definition: ObservationRecordedV1,
    table: 'seen',
    key: ['id'],
    columns: ['state'],
    dataOf: ({ state }: { state: string }) => JSON.parse(state) as ObservationRecorded,
  },
];

/**
 * @param concurrency  partitions at work at once
 * @param jointSlices  whether slices of several partitions may be one transaction
 */
export async function aSumService(
  { config }: SumSystem,
  { concurrency = 4, jointSlices = false } = {},
): Promise<INestApplication> {
  @Module({
    imports: [
      RuntimeModule.register(config),
      PersistenceModule.register({
        url: config.databaseUrl,
        schema: 'sums',
        migrations: messagingMigrations,
      }),
      MessagingModule.register({
        service: 'sums',
        config,
        concurrency,
        jointSlices,
        republications: REPUBLICATIONS,
      }),
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
