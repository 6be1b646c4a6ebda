import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ObservationRecordedV1 } from '#contracts';
import { KafkaClient } from '#messaging';
import { readRecords } from '../stand/records.mjs';
import { ask, until } from '../stand/settled.mjs';

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
    const records = await readWhole(stand, topic);
    const again = shuffled(records, next).slice(0, count).map(asSent);
    await produce(stand, topic, again);
    sent += again.length;
  }
  return sent;
}

const dataOf = ({ value }) => JSON.parse(value.toString());

/** What breaks a reader: no JSON, an unknown type, a broken schema. */
const BREAK = [
  (record) => ({ ...record, value: '{"half":' }),
  (record) => ({ ...record, headers: { ...record.headers, ce_type: 'weather.changed.v1' } }),
  (record) => ({ ...record, value: JSON.stringify({ ...dataOf(record), value: 'many' }) }),
];

/** As the first rule of alerts watches it, so that each of the three readers takes it in. */
const WATCHED = 'TASK.ONTIME';
/** Valid, and more than any column of ours holds: a fault of ours, found by the database. */
const OVERFLOWING_VERSION = 3_000_000_000;

const cellOf = ({ indicator, unit, period }) => `${indicator}:${unit}:${period}`;

/** An older revision with a content of its own, so that nothing changes by it however often it is tried. */
function overflowing(records) {
  const states = records.map((record) => ({ record, data: dataOf(record) }));
  const revised = new Set(states.filter(({ data }) => data.revision > 0).map(({ data }) => cellOf(data)));
  const older = states.filter(
    ({ data }) => data.indicator === WATCHED && data.revision === 0 && revised.has(cellOf(data)),
  );
  return older.map(({ record, data }) => ({
    ...record,
    value: JSON.stringify({ ...data, value: data.value + 1, version: OVERFLOWING_VERSION }),
  }));
}

/** All records, and one that our own code cannot take; as soon as the load has revised a value. */
async function withOverflowing(stand, next) {
  let found;
  await until(async () => {
    const records = (await readWhole(stand, ObservationRecordedV1.topic)).map(asSent);
    found = { records, ours: oneOf(overflowing(records), next) };
    return found.ours !== undefined;
  }, `a revised value of ${WATCHED}`);
  return found;
}

const oneOf = (items, next) => items[Math.floor(next() * items.length)];

/** Puts broken records, and one that our own code cannot take, in the middle of good ones of one partition. */
export async function poisonMidSlice(stand, next) {
  const { topic } = ObservationRecordedV1;
  const { records, ours } = await withOverflowing(stand, next);
  const same = records.filter(({ key }) => key.equals(ours.key)).slice(0, 20);
  const half = same.length >> 1;
  const broken = [...BREAK.map((damage) => damage(same[0])), ours];
  await produce(stand, topic, [...same.slice(0, half), ...broken, ...same.slice(half)]);
  await openLetters(stand, ['scoring'], broken.length);
  await discardLetters(stand, ['scoring']);
}

/** More than 5 % of a thousand. */
const FLOOD = 120;
const READERS = ['scoring', 'notification', 'gateway'];

/**
 * Sends so many broken records to one partition that each of its readers stops it, and settles them as an operator would.
 * Answers with what the readers said of themselves meanwhile.
 */
export async function floodWithPoison(stand, next) {
  const { topic } = ObservationRecordedV1;
  const records = (await readWhole(stand, topic)).map(asSent);
  const good = oneOf(records, next);
  await produce(stand, topic, Array.from({ length: FLOOD }, () => [good, BREAK[0](good)]).flat());
  await openLetters(stand, READERS, FLOOD);
  const said = await Promise.all(READERS.map((name) => faultOf(stand, name)));
  await discardLetters(stand, READERS);
  return said;
}

/** Without what earlier poison has left on the topic. */
export async function readWhole(stand, topic) {
  const records = await readRecords(stand, topic);
  return topic === ObservationRecordedV1.topic ? records.filter(isWhole) : records;
}

function isWhole(record) {
  if (String(record.headers.ce_type) !== ObservationRecordedV1.type) return false;
  try {
    const { value, version } = dataOf(record);
    return typeof value === 'number' && version < OVERFLOWING_VERSION;
  } catch {
    return false;
  }
}

async function openLetters(stand, services, count) {
  for (const service of services)
    await until(
      async () => (await namesOfOpen(stand, service)).length >= count,
      `${count} dead letters of ${service}`,
    );
}

/** What a service says is wrong with it. */
async function faultOf(stand, name) {
  let sentence;
  await until(async () => {
    const { faults } = await (await fetch(`${stand.of(name).url}/health/ready`)).json();
    sentence = Object.values(faults).find((fault) => fault.includes('stopped'));
    return sentence !== undefined;
  }, `the fault of ${name}`);
  return sentence;
}

const namesOfOpen = async (stand, service) =>
  (await ask(stand, `SELECT id FROM ${service}.dead_letter WHERE state = 'open'`)).map(
    ({ id }) => `${service}/${id}`,
  );

/** As an operator who has looked at them: until then their cells say that they are not processed. */
async function discardLetters(stand, services) {
  const letters = (await Promise.all(services.map((service) => namesOfOpen(stand, service)))).flat();
  const { databaseUrl, brokers } = stand.infrastructure;
  const command = ['dead-letters', 'discard', ...letters, '--reason', 'made by a test'];
  await promisify(execFile)(process.execPath, ['apps/cli/bin/chiso.mjs', ...command], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, KAFKA_BROKERS: brokers },
  });
}
