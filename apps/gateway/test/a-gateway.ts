import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { encodeCloudEvent, EVENTS, type EventDefinition, type OutgoingEvent } from '#contracts';
import { KafkaClient, sliceStrategy } from '#messaging';
import { openDatabase } from '#persistence';
import { httpAdapter, ProblemFilter } from '#runtime';
import { testDatabase, testTopics } from '#testing';
import { GatewayConfig } from '../src/gateway.config.js';
import { GatewayModule } from '../src/gateway.module.js';
import { migrations } from '../src/migrations/index.js';
import { prepareGateway } from '../src/prepare-gateway.js';

export const SECRET = 'x'.repeat(32);

export interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A service behind the gateway: it keeps what it is sent and answers as it is told. */
export class OwningService {
  readonly received: Received[] = [];
  answer: { status: number; body: string } = { status: 200, body: '{"results":[]}' };
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      this.received.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(this.answer.status, { 'content-type': 'application/json' }).end(this.answer.body);
    });
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The whole gateway on a fresh database and topics of its own, with a way to send events as the other services would. */
export async function aGateway() {
  const database = await testDatabase({
    name: 'gateway',
    migrate: async (url) => (await openDatabase({ url, schema: 'gateway', migrations })).close(),
  });
  const names = EVENTS.flatMap(({ topic }) => [topic, `${topic}.dlq`]);
  const topics = await testTopics(names, { partitions: 1 });
  const ingestion = new OwningService();
  const config = Object.assign(new GatewayConfig(), {
    kafkaBrokers: topics.brokers.split(','),
    databaseUrl: database.url,
    topicPrefix: topics.prefix,
    sessionTimeoutMs: 8000,
    tokenSecret: SECRET,
    ingestionUrl: await ingestion.start(),
    notificationUrl: 'http://127.0.0.1:1',
    webDir: '/nowhere',
    liveRows: 1000,
    liveSeconds: 3600,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.register(config),
    httpAdapter(),
    { logger: false, bodyParser: false },
  );
  app.useGlobalFilters(new ProblemFilter());
  await prepareGateway(app, config);
  app.connectMicroservice({ strategy: sliceStrategy(app) }, { inheritAppConfig: false });
  await app.listen(0, '127.0.0.1');
  await app.startAllMicroservices();
  const kafka = new KafkaClient({ brokers: config.kafkaBrokers, clientId: 'test', prefix: topics.prefix });
  const producer = kafka.producer();
  await producer.connect();
  return {
    url: await app.getUrl(),
    database,
    ingestion,
    async send(events: readonly OutgoingEvent<never>[]): Promise<void> {
      for (const { definition, data } of events as readonly OutgoingEvent<{ version: number }>[]) {
        const record = encodeCloudEvent(definition as EventDefinition<{ version: number }>, data, '/test');
        await producer.send({ topic: kafka.named(definition.topic), messages: [record], acks: -1 });
      }
    },
    async end(): Promise<void> {
      await producer.disconnect();
      await app.close();
      await ingestion.stop();
    },
  };
}
