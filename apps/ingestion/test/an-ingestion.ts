import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type CatalogueDraft,
  encodeCloudEvent,
  EVENTS,
  type ObservationReported,
  ObservationReportedV1,
} from '#contracts';
import { KafkaClient, sliceStrategy } from '#messaging';
import { openDatabase } from '#persistence';
import { CallerTokens, type Right, runService } from '#runtime';
import { testDatabase, type TestDatabase, testTopics } from '#testing';
import { IngestionConfig } from '../src/ingestion.config.js';
import { IngestionModule } from '../src/ingestion.module.js';
import { ingestionMigrations } from '../src/migrations/index.js';

const SECRET = 'a secret of at least thirty-two characters';
const RIGHTS = {
  SEED: ['read', 'report', 'office', 'operator', 'seed'],
  FOCAL: ['read', 'report', 'office'],
  'REP.SXD': ['read', 'report'],
} as const satisfies Record<string, readonly Right[]>;
type Position = keyof typeof RIGHTS;

interface PostOptions {
  readonly as?: Position;
  readonly key?: string;
  readonly language?: string;
  readonly type?: string;
}

/** What the outbox held, in the order in which it was written, sent or not. */
export interface SentEvent {
  readonly topic: string;
  readonly data: Record<string, unknown>;
}

/** The real service on a database and topics of its own. */
export async function anIngestion() {
  const database = await testDatabase({
    name: 'ingestion',
    migrate: async (url) =>
      (await openDatabase({ url, schema: 'ingestion', migrations: ingestionMigrations })).close(),
  });
  const topics = await testTopics(
    EVENTS.map(({ topic }) => topic),
    { partitions: 1 },
  );
  const config = Object.assign(new IngestionConfig(), {
    httpPort: 0,
    metricsPort: 0,
    host: '127.0.0.1',
    databaseUrl: database.url,
    kafkaBrokers: topics.brokers.split(','),
    topicPrefix: topics.prefix,
    sessionTimeoutMs: 8000,
    tokenSecret: SECRET,
  });
  await keepOutbox(database);
  return new IngestionUnderTest(config, database);
}

/** The relay deletes what it has sent, so a trigger keeps a copy. */
async function keepOutbox(database: TestDatabase): Promise<void> {
  await database.query('CREATE TABLE ingestion.sent (id bigint PRIMARY KEY, topic text, value text)');
  await database.query(`
    CREATE FUNCTION ingestion.keep_sent() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO ingestion.sent VALUES (NEW.id, NEW.topic, NEW.value); RETURN NEW; END $$`);
  await database.query(
    'CREATE TRIGGER keep_sent AFTER INSERT ON ingestion.outbox FOR EACH ROW EXECUTE FUNCTION ingestion.keep_sent()',
  );
}

export class IngestionUnderTest {
  private app: NestFastifyApplication | undefined;

  constructor(
    readonly settings: IngestionConfig,
    readonly database: TestDatabase,
  ) {}

  async start(): Promise<void> {
    this.app = await runService({
      name: 'ingestion',
      module: IngestionModule.register(this.settings),
      config: this.settings,
      strategy: sliceStrategy,
    });
  }

  async stop(): Promise<void> {
    await this.app?.close();
    this.app = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async send(
    path: string,
    body: string,
    { as = 'SEED', key, language, type = 'application/json' }: PostOptions = {},
  ): Promise<Response> {
    const caller = { person: as.toLowerCase(), positions: [as], rights: RIGHTS[as] };
    return fetch(`${(await this.app!.getUrl()).replace('[::1]', '127.0.0.1')}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await new CallerTokens(SECRET).tokenOf(caller)}`,
        'content-type': type,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(language === undefined ? {} : { 'accept-language': language }),
      },
      body,
    });
  }

  async post<T>(path: string, body: unknown, options: PostOptions = {}): Promise<T> {
    const answer = await this.send(path, JSON.stringify(body), options);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  load(entries: readonly CatalogueDraft[]): Promise<{ catalogueVersion: number; results: Answer[] }> {
    return this.post('/catalogue', { entries });
  }

  async record(
    observations: readonly unknown[],
    more: object = {},
    options: PostOptions = {},
  ): Promise<Answer[]> {
    const body = { observations, ...more };
    return (await this.post<{ results: Answer[] }>('/observations', body, options)).results;
  }

  /** Lets business time stand. */
  setClock(now: string): Promise<unknown> {
    const month = { from: '2024-04-01', until: '2024-04-30', played: 0, total: 10 };
    return this.post('/demo', { state: 'waiting', now, ...month });
  }

  /** Everything that was sent of a topic so far, in order. */
  async sent(topic: string): Promise<Record<string, unknown>[]> {
    const rows = await this.database.query<{ value: string }>(
      'SELECT value FROM ingestion.sent WHERE topic = $1 ORDER BY id',
      [topic],
    );
    return rows.map(({ value }) => JSON.parse(value) as Record<string, unknown>);
  }

  /** Reports as a data team does, on the topic. */
  async report(reports: readonly ObservationReported[]): Promise<void> {
    const kafka = new KafkaClient({
      brokers: this.settings.kafkaBrokers,
      clientId: 'data-team',
      ...(this.settings.topicPrefix === undefined ? {} : { prefix: this.settings.topicPrefix }),
    });
    const producer = kafka.producer();
    await producer.connect();
    const messages = reports.map((data) =>
      encodeCloudEvent(ObservationReportedV1 as never, data as never, '/data-team'),
    );
    await producer.send({ topic: kafka.named(ObservationReportedV1.topic), messages, acks: -1 });
    await producer.disconnect();
  }
}

export interface Answer {
  readonly index: number;
  readonly outcome: string;
  readonly id?: string;
  readonly revision?: number;
  readonly problems?: { code: string; field: string; detail: string }[];
}
