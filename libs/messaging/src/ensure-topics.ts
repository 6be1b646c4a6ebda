import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { type TopicDefinition } from '#contracts';
import { TransientError } from '#runtime';
import { KafkaClient } from './kafka-client.js';

const DAYS_30_MS = String(30 * 24 * 60 * 60 * 1000);

/** Makes the topics that are missing and adds partitions where there are too few; never takes any away. */
export async function ensureTopics(
  client: KafkaClient,
  topics: readonly TopicDefinition[],
  replication = 1,
): Promise<void> {
  const admin = client.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(client.named(topic.name)));
    if (missing.length > 0)
      await create(
        admin,
        missing.map((topic) => specOf(client, topic, replication)),
      );
    await addPartitions(
      admin,
      client,
      topics.filter((topic) => existing.has(client.named(topic.name))),
    );
  } finally {
    await admin.disconnect();
  }
}

const LEADERS_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

/**
 * Makes topics and waits until each partition has a leader. kafkajs can wait by itself, but gives up where a loaded
 * broker does not know a topic yet that it has just agreed to make.
 */
async function create(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ waitForLeaders: false, topics });
  const names = topics.map(({ topic }) => topic);
  for (const from = Date.now(); !(await haveLeaders(admin, names)); await sleep(LOOK_EVERY_MS))
    if (Date.now() - from > LEADERS_WITHIN_MS)
      throw new TransientError(
        'topics.no-leader',
        `The topics ${names.join(', ')} have no leaders after 30 s.`,
      );
}

/** Asks the leaders themselves: the broker names one before that one knows of it. */
async function haveLeaders(admin: Admin, topics: string[]): Promise<boolean> {
  try {
    const metadata = await admin.fetchTopicMetadata({ topics });
    const isLed = metadata.topics.every(
      ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
    );
    if (isLed) for (const topic of topics) await admin.fetchTopicOffsets(topic);
    return isLed;
  } catch (error) {
    if ((error as { retriable?: boolean }).retriable) return false;
    throw error;
  }
}

const specOf = (client: KafkaClient, topic: TopicDefinition, replicationFactor: number) => ({
  topic: client.named(topic.name),
  numPartitions: topic.partitions,
  replicationFactor,
  configEntries: Object.entries(settingsOf(topic)).map(([name, value]) => ({ name, value })),
});

/** The broker's settings of a topic: compacted with a long memory for tombstones, or kept for its retention. */
export function settingsOf(topic: TopicDefinition): Record<string, string> {
  return topic.kind === 'state'
    ? { 'cleanup.policy': 'compact', 'delete.retention.ms': DAYS_30_MS }
    : { 'cleanup.policy': 'delete', 'retention.ms': String(topic.retentionMs) };
}

async function addPartitions(
  admin: Admin,
  client: KafkaClient,
  topics: readonly TopicDefinition[],
): Promise<void> {
  if (topics.length === 0) return;
  const { topics: found } = await admin.fetchTopicMetadata({
    topics: topics.map((topic) => client.named(topic.name)),
  });
  const counts = new Map(found.map((topic) => [topic.name, topic.partitions.length]));
  const grown = topics.filter(
    (topic) => (counts.get(client.named(topic.name)) ?? topic.partitions) < topic.partitions,
  );
  if (grown.length === 0) return;
  await admin.createPartitions({
    topicPartitions: grown.map((topic) => ({ topic: client.named(topic.name), count: topic.partitions })),
  });
}

/** How a topic's settings on the broker differ from the contract, as sentences; empty where they agree. */
export async function topicFaults(
  client: KafkaClient,
  topics: readonly TopicDefinition[],
): Promise<string[]> {
  const admin = client.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(client.named(topic.name)));
    const present = topics.filter((topic) => existing.has(client.named(topic.name)));
    return [
      ...missing.map((topic) => `${topic.name} is missing`),
      ...(await settingFaults(admin, client, present)),
    ];
  } finally {
    await admin.disconnect();
  }
}

async function settingFaults(
  admin: Admin,
  client: KafkaClient,
  topics: readonly TopicDefinition[],
): Promise<string[]> {
  if (topics.length === 0) return [];
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((topic) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: client.named(topic.name),
    })),
  });
  return resources.flatMap((resource) => {
    const topic = topics.find((each) => client.named(each.name) === resource.resourceName)!;
    const found = new Map(resource.configEntries.map((entry) => [entry.configName, entry.configValue]));
    return Object.entries(settingsOf(topic))
      .filter(([name, value]) => found.get(name) !== value)
      .map(([name, value]) => `${topic.name}: ${name} is ${String(found.get(name))} and should be ${value}`);
  });
}
