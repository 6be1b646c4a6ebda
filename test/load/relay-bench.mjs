/**
 * The relay, outbox to topic with the deletes, against plain kafkajs that sends the same records in batches of 1,000;
 * in turns in one run, each in a process of its own.
 *
 *   npm run build && npx node test/load/relay-bench.mjs [--rows 100000] [--write]
 *
 * Ends with 1 where the relay reaches under 60 % of plain kafkajs. `--write` puts the figures into docs/performance.md,
 * `--json` only says them, for `npm run bench`.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { encodeCloudEvent, ScoreChangedV1, TOPICS } from '#contracts';
import { ensureTopics, KafkaClient, messagingMigrations } from '#messaging';
import { openDatabase } from '#persistence';
import { startTestStack } from '../stack/test-stack.mjs';
import { machine, writePart } from './performance-page.mjs';

const ROUNDS = 3;
const SHARE = 0.6;
const VALUE_BYTES = 400;
const UNITS = 43;
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    side: { type: 'string' },
    prefix: { type: 'string' },
  },
});
const total = Number(options.rows);
const topic = ScoreChangedV1.topic;

/** A record as the outbox holds it: headers of an event, 400 bytes of value. */
const { headers } = encodeCloudEvent(ScoreChangedV1, ScoreChangedV1.example, '/chiso/scoring');
const keyOf = (n) => `U${n % UNITS}`;
const value = JSON.stringify({ filler: 'x'.repeat(VALUE_BYTES - 13) });

async function plain({ brokers }) {
  const { Kafka, Partitioners } = await import('kafkajs');
  const producer = new Kafka({ brokers: [brokers] }).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const from = performance.now();
  for (let n = 0; n < total; n += 1000)
    await producer.send({
      topic: options.prefix + topic,
      acks: -1,
      messages: Array.from({ length: Math.min(1000, total - n) }, (_, i) => ({
        key: keyOf(n + i),
        value,
        headers,
      })),
    });
  const seconds = (performance.now() - from) / 1000;
  await producer.disconnect();
  return seconds;
}

async function relay({ databaseUrl, brokers }) {
  const { Relay } = await import('../../dist/libs/messaging/src/relay.js');
  const database = await openDatabase({
    url: databaseUrl,
    schema: options.prefix,
    migrations: messagingMigrations,
  });
  const kafka = new KafkaClient({ brokers: [brokers], clientId: 'relay-bench', prefix: options.prefix });
  const one = new Relay(database, kafka, options.prefix);
  const from = performance.now();
  one.start();
  while ((await database.query('SELECT 1 FROM outbox LIMIT 1')).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const seconds = (performance.now() - from) / 1000;
  await one.stop();
  await database.close();
  return seconds;
}

const FILL = `
  INSERT INTO outbox (shard, topic, key, headers, value)
  SELECT n % 12, $1, 'U' || n % ${UNITS}, $2, $3 FROM generate_series(0, $4::int - 1) AS n`;

/** Runs one side in a process of its own; gives its records a second. */
async function rateOf(side, stack, prefix) {
  const args = [fileURLToPath(import.meta.url), '--side', side, '--rows', String(total), '--prefix', prefix];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: stack.databaseUrl, KAFKA_BROKERS: stack.brokers },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${side} ended with ${code}`);
  return total / Number(said);
}

async function bench() {
  const stack = await startTestStack();
  const rates = { plain: [], relay: [] };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const prefix = `bench${round}`;
      const kafka = new KafkaClient({ brokers: [stack.brokers], clientId: 'bench', prefix });
      await ensureTopics(
        kafka,
        TOPICS.filter(({ name }) => name === topic),
      );
      const database = await openDatabase({
        url: stack.databaseUrl,
        schema: prefix,
        migrations: messagingMigrations,
      });
      await database.query(FILL, [topic, JSON.stringify(headers), value, total]);
      await database.query('VACUUM ANALYZE outbox');
      await database.close();
      for (const side of round % 2 === 0 ? ['plain', 'relay'] : ['relay', 'plain'])
        rates[side].push(await rateOf(side, stack, prefix));
    }
  } finally {
    await stack.stop();
  }
  return rates;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const inWords = (values) => values.map((each) => Math.round(each).toLocaleString('en-US')).join(' / ');

if (options.side) {
  const means = { databaseUrl: process.env.DATABASE_URL, brokers: process.env.KAFKA_BROKERS };
  console.log(await (options.side === 'relay' ? relay : plain)(means));
} else {
  const rates = await bench();
  const share = median(rates.relay) / median(rates.plain);
  const lines = [
    '| Way | Records a second, each round |',
    '|---|---|',
    `| plain kafkajs, 1,000 a request | ${inWords(rates.plain)} |`,
    `| relay: read, send, delete | ${inWords(rates.relay)} |`,
    '',
    `The relay reaches ${(100 * share).toFixed(0)} % of plain kafkajs (aim: at least ${100 * SHARE} %); ${total.toLocaleString('en-US')} records of ${value.length} bytes and the headers of an event, medians compared.`,
    '',
    `${machine('kafkajs 2.2.4', 'Kafka 4.3.1', 'PostgreSQL 18')}.`,
  ];
  console.log(options.json ? JSON.stringify({ rates, share }) : lines.join('\n'));
  if (options.write) writePart('relay-bench.mjs', lines);
  process.exitCode = share < SHARE && !options.json ? 1 : 0;
}
