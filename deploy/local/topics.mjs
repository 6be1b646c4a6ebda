// A process of its own, so that the launcher does not carry the Kafka client for its whole life. It loads while the broker
// starts; the brokers come on standard input, or in KAFKA_BROKERS as in a container; the answer is one line of JSON.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { ensureTopics, KafkaClient, topicFaults } from '#messaging';

const FILE = path.join(import.meta.dirname, '../kafka/topics.yaml');

const { topics } = parse(readFileSync(FILE, 'utf8'));
const brokers = (await text(process.stdin)).trim() || process.env.KAFKA_BROKERS;
const client = new KafkaClient({
  brokers: brokers.split(','),
  clientId: 'chiso-local',
});
try {
  const missing = (await topicFaults(client, topics)).filter((fault) => fault.endsWith(' is missing')).length;
  await ensureTopics(client, topics);
  process.stdout.write(
    JSON.stringify({
      made: missing,
      there: topics.length - missing,
      faults: await topicFaults(client, topics),
    }),
  );
} catch (error) {
  process.stdout.write(JSON.stringify({ problem: error.message }));
  process.exitCode = 1;
}
