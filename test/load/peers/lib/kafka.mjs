// The peers' own client: kafkajs as it comes.
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { toMessage } from '../generator/generate.mjs';

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';

/** A busy broker takes its time to lead all the partitions that it has just made. */
const retry = { retries: 20, maxRetryTime: 2000 };

export const kafka = (clientId = 'bench') =>
  new Kafka({ clientId, brokers: [process.env.BROKER], logLevel: logLevel.NOTHING, retry });

export async function createTopics(admin, topics, numPartitions = 12) {
  await admin.createTopics({
    waitForLeaders: true,
    topics: topics.map((topic) => ({ topic, numPartitions, replicationFactor: 1 })),
  });
}

export async function load(topic, events, size = 1000) {
  const producer = kafka('loader').producer({ allowAutoTopicCreation: false, retry });
  await producer.connect();
  for (let at = 0; at < events.length; at += size)
    await producer.send({ topic, acks: -1, messages: events.slice(at, at + size).map(toMessage) });
  await producer.disconnect();
}

/** Reads a topic from its start to its present end (read_committed). */
export async function readAll(admin, topic, onMessage) {
  const offsets = await admin.fetchTopicOffsets(topic);
  const ends = new Map(
    offsets.filter(({ high }) => Number(high) > 0).map((o) => [o.partition, Number(o.high)]),
  );
  if (ends.size === 0) return;
  const consumer = kafka('reader').consumer({
    groupId: `reader-${topic}-${process.pid}-${Date.now()}`,
    maxWaitTimeInMs: 200,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const last = new Map();
  let active = performance.now();
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch, resolveOffset }) => {
      for (const message of batch.messages) onMessage(message);
      resolveOffset(batch.lastOffset());
      last.set(batch.partition, Number(batch.lastOffset()));
      active = performance.now();
    },
  });
  // Done at the end offset, or one short of it and quiet (a transaction's end marker is the last record then).
  const within = (d) => [...ends].every(([partition, high]) => (last.get(partition) ?? -1) >= high - d);
  const until = performance.now() + 30_000;
  while (!within(1) && !(within(2) && performance.now() - active > 600) && performance.now() < until)
    await sleep(50);
  await consumer.disconnect();
}
