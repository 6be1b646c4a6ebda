import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ObservationRecordedV1 } from '#contracts';
import { KafkaClient } from '#messaging';
import { readRecords } from '../stand/records.mjs';
import { ask } from '../stand/settled.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

const BATCH = 500;
/** State topics: their readers must take any record again, and older ones after newer ones. */
const REPEATABLE = [
  'chiso.observation.recorded.v1',
  'chiso.obligation.changed.v1',
  'chiso.score.changed.v1',
  'chiso.trend.changed.v1',
  'chiso.rating.changed.v1',
  'chiso.rank.changed.v1',
  'chiso.alert.changed.v1',
];

/** Sends records to a topic in requests of some hundred. */
export async function produce(stand, topic, messages) {
  const kafka = new KafkaClient({ brokers: [stand.infrastructure.brokers], clientId: 'failures' });
  const producer = kafka.producer();
  await producer.connect();
  try {
    for (let from = 0; from < messages.length; from += BATCH)
      await producer.send({ topic, acks: -1, messages: messages.slice(from, from + BATCH) });
  } finally {
    await producer.disconnect();
  }
}

/** A record as it was sent, without what the broker added. */
export const asSent = ({ key, value, headers }) => ({ key, value, headers });

function shuffled(items, next) {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [all[at], all[other]] = [all[other], all[at]];
  }
  return all;
}

/** Sends up to `count` records of every state topic once more, in no order. Answers with how many. */
export async function repeatAndReorder(stand, next, count = 150) {
  let sent = 0;
  for (const topic of REPEATABLE) {
    const records = await readRecords(stand, topic);
    const again = shuffled(records, next).slice(0, count).map(asSent);
    await produce(stand, topic, again);
    sent += again.length;
  }
  return sent;
}

/** What breaks a reader: no JSON, an unknown type, a broken schema, and a valid event that no code of ours expects. */
const BREAK = [
  (record) => ({ ...record, value: '{"half":' }),
  (record) => ({ ...record, headers: { ...record.headers, ce_type: 'weather.changed.v1' } }),
  (record) => ({ ...record, value: JSON.stringify({ ...dataOf(record), value: 'many' }) }),
];

const dataOf = ({ value }) => JSON.parse(value.toString());

/** Puts broken records in the middle of good ones of the same partition. Answers with the codes that they should get. */
export async function poisonMidSlice(stand, next) {
  const { topic } = ObservationRecordedV1;
  const records = (await readRecords(stand, topic)).map(asSent);
  const key = records[Math.floor(next() * records.length)].key.toString();
  const same = records.filter((record) => record.key.toString() === key).slice(0, 20);
  const half = same.length >> 1;
  const broken = BREAK.map((damage) => damage(same[0]));
  await produce(stand, topic, [...same.slice(0, half), ...broken, ...same.slice(half)]);
  await discardLetters(stand, broken.length);
  return broken.length;
}

const OPEN = `SELECT 'scoring/' || id AS name FROM scoring.dead_letter WHERE state = 'open'`;
const DEAD_WITHIN_MS = 60_000;

/** As an operator who has looked at them: until then their cells say that they are not processed. */
async function discardLetters(stand, count) {
  let letters = [];
  for (const from = Date.now(); letters.length < count; await sleep(500)) {
    letters = (await ask(stand, OPEN)).map(({ name }) => name);
    if (Date.now() - from > DEAD_WITHIN_MS)
      throw new Error(`only ${letters.length} of ${count} are dead letters`);
  }
  const { databaseUrl, brokers } = stand.infrastructure;
  const command = [
    'apps/cli/bin/chiso.mjs',
    'dead-letters',
    'discard',
    ...letters,
    '--reason',
    'made by a test',
  ];
  await promisify(execFile)(process.execPath, command, {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, KAFKA_BROKERS: brokers },
  });
}
