import { readFileSync } from 'node:fs';
import path from 'node:path';
import kafkajs from 'kafkajs';
import { parse } from 'yaml';
import { ROOT } from './node-version.mjs';

const DAYS_30 = String(30 * 24 * 60 * 60 * 1000);

/** deploy/kafka/topics.yaml as it stands. */
export const declaredTopics = () =>
  parse(readFileSync(path.join(ROOT, 'deploy/kafka/topics.yaml'), 'utf8')).topics;

const settingsOf = ({ kind, retentionMs }) =>
  kind === 'state'
    ? { 'cleanup.policy': 'compact', 'delete.retention.ms': DAYS_30 }
    : { 'cleanup.policy': 'delete', 'retention.ms': String(retentionMs) };

export async function withAdmin(brokers, work) {
  const kafka = new kafkajs.Kafka({
    clientId: 'chiso-local',
    brokers: brokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 12, initialRetryTime: 100, maxRetryTime: 1000 },
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** What a topic that is already there has otherwise than declared, as sentences. */
async function differences(admin, topics) {
  if (topics.length === 0) return [];
  const { topics: found } = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  const partitions = new Map(found.map(({ name, partitions: list }) => [name, list.length]));
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((topic) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: topic.name,
      configNames: Object.keys(settingsOf(topic)),
    })),
  });
  const configs = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return topics.flatMap((topic) => [
    ...(partitions.get(topic.name) === topic.partitions
      ? []
      : [`${topic.name} has ${partitions.get(topic.name)} partitions, declared are ${topic.partitions}`]),
    ...Object.entries(settingsOf(topic))
      .filter(([name, value]) => configs.get(topic.name)?.get(name) !== value)
      .map(
        ([name, value]) =>
          `${topic.name} has ${name}=${configs.get(topic.name)?.get(name)}, declared is ${value}`,
      ),
  ]);
}

/** Right after their making the broker may not know the topics yet, or has not chosen who leads them. */
async function awaitLeaders(admin, names) {
  for (let tries = 0; tries < 200; tries += 1) {
    const { topics } = await admin.fetchTopicMetadata({ topics: names }).catch(notYet);
    if (topics.length === names.length && topics.every(isLed)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the broker made topics but elects no leaders for them');
}

const isLed = ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0);

function notYet(error) {
  if (error.type === 'UNKNOWN_TOPIC_OR_PARTITION' || error.type === 'LEADER_NOT_AVAILABLE')
    return { topics: [] };
  throw error;
}

/** Makes the topics that are missing; says where one that is there differs from its declaration. */
export async function ensureTopics(brokers, topics) {
  return withAdmin(brokers, async (admin) => {
    const there = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !there.has(name));
    if (missing.length > 0) {
      await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map((topic) => ({
          topic: topic.name,
          numPartitions: topic.partitions,
          replicationFactor: -1,
          configEntries: Object.entries(settingsOf(topic)).map(([name, value]) => ({ name, value })),
        })),
      });
      await awaitLeaders(
        admin,
        missing.map(({ name }) => name),
      );
    }
    return {
      made: missing.map(({ name }) => name),
      differing: await differences(
        admin,
        topics.filter(({ name }) => there.has(name)),
      ),
    };
  });
}
