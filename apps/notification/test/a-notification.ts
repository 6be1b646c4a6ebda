import { once } from 'node:events';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { CatalogueV1, encodeCloudEvent, EVENTS, type CatalogueDraft, type EventDefinition } from '#contracts';
import { KafkaClient, sliceStrategy } from '#messaging';
import { openDatabase } from '#persistence';
import { ProblemFilter } from '#runtime';
import { testDatabase, testTopics } from '#testing';
import { notificationMigrations } from '../src/migrations/index.js';
import { NotificationConfig } from '../src/notification.config.js';
import { NotificationModule } from '../src/notification.module.js';

export const SECRET = 'a secret of thirty-two characters';
const template = {
  name: 'notification',
  migrate: async (url: string) =>
    (await openDatabase({ url, schema: 'notification', migrations: notificationMigrations })).close(),
};

/** What the mail server of this file has taken, oldest first. */
export const mails: ParsedMail[] = [];

async function aMailServer(): Promise<{ url: string; end: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    end: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const entry = <K extends CatalogueDraft['kind']>(
  kind: K,
  code: string,
  attributes: CatalogueDraft<K>['attributes'],
) => ({
  kind,
  code,
  attributes,
  validFrom: '2021-01-01',
  version: 1,
  catalogueVersion: 1,
  cause: 'live',
  recordedAt: '2021-01-01T00:00:00.000Z',
});

const CATALOGUE = [
  entry('unit', 'SXD', {
    nameVi: 'Sở Xây dựng',
    nameEn: 'Department of Construction',
    kind: 'department',
    level: 'province',
    reports: true,
  }),
  entry('position', 'REP.SXD', {
    nameVi: 'Cán bộ đầu mối Sở Xây dựng',
    nameEn: 'Reporting officer',
    unit: 'SXD',
  }),
  entry('position', 'PCT1', {
    nameVi: 'Phó Chủ tịch',
    nameEn: 'Vice-chairperson',
    unit: 'TN',
    portfolioOf: ['SXD'],
  }),
  entry('catalogue-version', 'catalogue', { entries: 3 }),
];

/** The real service on a database, topics and a mail server of its own, with a small catalogue. */
export async function aNotification() {
  const [database, topics, mail] = await Promise.all([
    testDatabase(template),
    testTopics(
      EVENTS.flatMap((event) => [event.topic, `${event.topic}.dlq`]),
      { partitions: 1 },
    ),
    aMailServer(),
  ]);
  const config = Object.assign(new NotificationConfig(), {
    databaseUrl: database.url,
    kafkaBrokers: topics.brokers.split(','),
    topicPrefix: topics.prefix,
    sessionTimeoutMs: 8000,
    tokenSecret: SECRET,
    smtpUrl: mail.url,
    mailFrom: 'chiso@chiso.example',
    mailDomain: 'chiso.example',
    publicUrl: 'http://127.0.0.1:8080',
  });
  const kafka = new KafkaClient({ brokers: config.kafkaBrokers, clientId: 'test', prefix: topics.prefix });
  const producer = kafka.producer();
  await producer.connect();
  const tell = async <T>(definition: EventDefinition<T>, ...states: T[]) => {
    const messages = states.map((state) =>
      encodeCloudEvent(
        definition as unknown as EventDefinition<{ version: number }>,
        state as { version: number },
        '/test',
      ),
    );
    await producer.send({ topic: kafka.named(definition.topic), messages, acks: -1 });
  };
  await tell(CatalogueV1, ...(CATALOGUE as never[]));
  const app = await NestFactory.create<NestFastifyApplication>(
    NotificationModule.register(config),
    new FastifyAdapter(),
    { logger: false },
  );
  app.useGlobalFilters(new ProblemFilter());
  app.connectMicroservice({ strategy: sliceStrategy(app) });
  await app.init();
  await app.startAllMicroservices();
  const end = async () => {
    await producer.disconnect();
    await app.close();
    await mail.end();
  };
  return { app, database, tell, end };
}
