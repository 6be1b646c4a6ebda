// @ts-check
import { randomUUID } from 'node:crypto';
import { BrokenRecordError, decodeCloudEvent, EVENTS } from '#contracts';
import { KafkaClient, topicBounds } from '#messaging';

/** @typedef {{ type: string, data: any }} Event */

/**
 * Reads topics from their first record to where they end now, and hands every event on; the order holds per partition.
 * What breaks its bytes or its schema changes nothing: for the services it is a dead letter.
 * @param {readonly string[]} brokers
 * @param {readonly string[]} topics
 * @param {(topic: string, event: Event) => void} take
 */
export async function readTopics(brokers, topics, take) {
  const kafka = new KafkaClient({ brokers, clientId: 'chiso-check-batch' });
  const left = await partitionsLeft(kafka, topics);
  if (left.size === 0) return;
  const consumer = kafka.consumer(`chiso.check-batch.${randomUUID()}`);
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  /** @type {(value?: unknown) => void} */
  let finish = () => undefined;
  const finished = new Promise((resolve) => (finish = resolve));
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      const place = `${batch.topic}/${batch.partition}`;
      const end = left.get(place);
      for (const message of batch.messages) {
        const event = eventOf(message);
        if (event) take(batch.topic, event);
      }
      if (end !== undefined && Number(batch.lastOffset()) + 1 >= end) left.delete(place);
      if (left.size === 0) finish();
    },
  });
  await finished;
  await consumer.disconnect();
}

const definitions = new Map(EVENTS.map((definition) => [definition.type, definition]));

/**
 * @param {Parameters<typeof decodeCloudEvent>[0]} message
 * @returns {Event | undefined}
 */
function eventOf(message) {
  try {
    const { type, data } = decodeCloudEvent(message);
    const definition = definitions.get(type);
    return definition && !definition.faultOf(data) ? { type, data } : undefined;
  } catch (error) {
    if (error instanceof BrokenRecordError) return undefined;
    throw error;
  }
}

/**
 * The end of every partition that holds something.
 * @param {KafkaClient} kafka
 * @param {readonly string[]} topics
 */
async function partitionsLeft(kafka, topics) {
  const admin = kafka.admin();
  await admin.connect();
  /** @type {Map<string, number>} */
  const left = new Map();
  for (const topic of topics)
    for (const { partition, high, low } of await topicBounds(admin, topic))
      if (high > low) left.set(`${topic}/${partition}`, high);
  await admin.disconnect();
  return left;
}
