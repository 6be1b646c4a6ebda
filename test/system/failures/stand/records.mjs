import { randomUUID } from 'node:crypto';
import { KafkaClient, topicBounds } from '#messaging';
import { withAdmin } from './settled.mjs';

/** Every record of a topic as the broker gives it, up to where it ends now. */
export async function readRecords(stand, topic) {
  const bounds = await withAdmin(stand, (admin) => topicBounds(admin, topic));
  const left = new Map(
    bounds.filter(({ high, low }) => high > low).map(({ partition, high }) => [partition, high]),
  );
  if (left.size === 0) return [];
  const kafka = new KafkaClient({ brokers: [stand.infrastructure.brokers], clientId: 'failures' });
  const consumer = kafka.consumer(`chiso.reader.failures.${randomUUID()}`);
  const records = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachBatch: ({ batch }) => {
          for (const message of batch.messages) records.push({ ...message, partition: batch.partition });
          if (Number(batch.lastOffset()) + 1 >= left.get(batch.partition)) left.delete(batch.partition);
          if (left.size === 0) resolve();
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return records;
}
