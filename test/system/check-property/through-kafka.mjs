// @ts-check
// Plays streams through the scoring service, a process of its own, and Kafka; batches are computed in this process.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { encodeCloudEvent, EVENTS, TOPICS } from '#contracts';
import { ensureTopics, KafkaClient, topicBounds } from '#messaging';
import { open as openInOneProcess } from './in-one-process.mjs';

const BUILT = path.resolve(import.meta.dirname, '../../../dist/apps/scoring');
const { entriesOf, openScoringDatabase } = await import(`${BUILT}/test/scoring-in-one-process.js`);
const { finalStateIn } = await import(`${BUILT}/test/property/final-state.js`);

/** @type {Map<string, any>} */
const DEFINITIONS = new Map(EVENTS.map((definition) => [definition.type, definition]));
/** @type {Record<string, string>} */
const TYPES = {
  observation: 'observation.recorded.v1',
  obligation: 'obligation.changed.v1',
  plan: 'plan.recorded.v1',
  publication: 'publication.completed.v1',
};
const CATALOGUE = 'catalogue.v1';
const LONGEST_MS = 600_000;
const ATTEMPTS = 20;
/** How often in a row everything must be at its end. */
const QUIET = 3;
const DUE = { rescore_due: 'due_at', cross_section_due: 'quiet_at', forecast_due: 'due_at' };

/** @type {(type: string, data: any) => { topic: string, record: any }} */
function recordOf(type, data) {
  const definition = DEFINITIONS.get(type);
  const fault = definition.faultOf(data);
  if (fault) throw new Error(`the log holds a ${type} that the contract refuses: ${JSON.stringify(fault)}`);
  return { topic: definition.topic, record: encodeCloudEvent(definition, data, '/chiso/check-property') };
}

/** The service on topics and a database of its own. */
class Service {
  /** @param {{ databaseUrl: string, brokers: string }} stack */
  static async start(stack) {
    const service = new Service(stack, `p${randomBytes(4).toString('hex')}.`);
    await service.admin(`CREATE DATABASE "${service.name}"`);
    await ensureTopics(service.kafka, TOPICS);
    await service.run();
    await service.producer.connect();
    return service;
  }

  /** @param {{ databaseUrl: string, brokers: string }} stack @param {string} prefix */
  constructor(stack, prefix) {
    this.stack = stack;
    this.prefix = prefix;
    this.name = `property-${prefix.slice(1, -1)}`;
    const url = new URL(stack.databaseUrl);
    url.pathname = `/${this.name}`;
    this.url = url.href;
    this.kafka = new KafkaClient({ brokers: stack.brokers.split(','), clientId: 'check-property', prefix });
    this.producer = this.kafka.producer();
  }

  /** @param {string} sql */
  async admin(sql, url = this.stack.databaseUrl) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async run() {
    this.process = spawn(process.execPath, [`${BUILT}/src/main.js`], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: this.url,
        KAFKA_BROKERS: this.stack.brokers,
        CHISO_TOPIC_PREFIX: this.prefix,
        CHISO_HTTP_PORT: '0',
        CHISO_METRICS_PORT: '0',
        CHISO_TOKEN_SECRET: randomBytes(32).toString('hex'),
        CHISO_LOG_LEVEL: 'error',
      },
    });
  }

  /** @param {readonly { topic: string, record: any }[]} records */
  async send(records) {
    for (const { topic, record } of records) await this.sendOne(this.kafka.named(topic), record);
  }

  /** New topics may be without a leader for longer than the producer's own retries; a copy does no harm. */
  async sendOne(/** @type {string} */ topic, /** @type {any} */ record) {
    for (let left = ATTEMPTS; ; left -= 1) {
      try {
        await this.producer.send({ topic, messages: [record], acks: -1 });
        return;
      } catch (error) {
        if (left === 0) throw error;
        await pause(2000);
      }
    }
  }

  /** Everything sent has been applied, what it gave has been sent and applied too, and nothing waits. */
  async isSettled() {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const { rows } = await this.admin(
        'SELECT topic, partition, next_offset FROM scoring.consumer_offset',
        this.url,
      );
      if (rows.length === 0) return false;
      const applied = new Map(rows.map((row) => [`${row.topic}/${row.partition}`, Number(row.next_offset)]));
      for (const topic of new Set(rows.map((row) => row.topic)))
        for (const { partition, high } of await topicBounds(admin, this.named(topic)))
          if (high > (applied.get(`${topic}/${partition}`) ?? 0)) return false;
      // The waits are there to fold work, and say nothing about the result.
      await this.admin(
        Object.entries(DUE)
          .map(([table, column]) => `UPDATE scoring.${table} SET ${column} = clock_timestamp()`)
          .join(';'),
        this.url,
      );
      const left = ['outbox', ...Object.keys(DUE)].map(
        (table) => `SELECT count(*)::int AS n FROM scoring.${table}`,
      );
      const waiting = await this.admin(
        `SELECT sum(n)::int AS n FROM (${left.join(' UNION ALL ')}) AS w`,
        this.url,
      );
      return waiting.rows[0].n === 0;
    } finally {
      await admin.disconnect();
    }
  }

  /** @param {string} topic */
  named(topic) {
    return topic.startsWith(this.prefix) ? topic : this.kafka.named(topic);
  }

  async settle() {
    const from = performance.now();
    for (let quiet = 0; quiet < QUIET;) {
      if (performance.now() - from > LONGEST_MS)
        throw new Error('the service did not come to its end in ten minutes');
      await pause(1000);
      const isSettled = await this.isSettled().catch((error) => {
        // Its tables are made when the service starts.
        if (error.code === '42P01' || error.code === '3F000') return false;
        throw error;
      });
      quiet = isSettled ? quiet + 1 : 0;
    }
  }

  async stop() {
    await this.producer.disconnect();
    if (this.process?.exitCode === null) {
      this.process.kill('SIGTERM');
      await once(this.process, 'exit');
    }
    const admin = this.kafka.admin();
    await admin.connect();
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(this.prefix));
    await admin.deleteTopics({ topics });
    await admin.disconnect();
    await this.admin(`DROP DATABASE "${this.name}" WITH (FORCE)`);
  }
}

/** @type {(event: any) => { topic: string, record: any }[]} */
const recordsOf = ({ kind, data }) =>
  kind === 'catalogue'
    ? entriesOf(data.drafts, data.version, data.recordedAt).map((/** @type {any} */ entry) =>
        recordOf(CATALOGUE, entry),
      )
    : [recordOf(TYPES[kind] ?? kind, data)];

/**
 * @param {{ databaseUrl: string, brokers: string }} stack
 * @param {readonly unknown[]} catalogue
 */
export async function open(stack, catalogue) {
  const batches = await openInOneProcess(stack, catalogue);
  let turn = 0;
  return {
    /** Each case is played twice: first the batch, then the stream. */
    play: async (/** @type {any} */ delivery) => {
      turn += 1;
      if (turn % 2 === 1) return batches.play(delivery);
      const service = await Service.start(stack);
      try {
        await service.send(
          entriesOf(catalogue, 1).map((/** @type {any} */ entry) => recordOf(CATALOGUE, entry)),
        );
        await service.send(delivery.log.flatMap(recordsOf));
        await service.settle();
        const database = await openScoringDatabase(service.url);
        return await finalStateIn(database).finally(() => database.close());
      } finally {
        await service.stop();
      }
    },
    close: () => batches.close(),
  };
}
