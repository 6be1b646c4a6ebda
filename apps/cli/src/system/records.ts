import type { TopicDefinition } from '#contracts';
import { type KafkaClient, topicBounds } from '#messaging';

/** Records between the low and the high watermark of each topic that is there; compaction leaves gaps, which count. */
export async function recordsOf(
  client: KafkaClient,
  topics: readonly TopicDefinition[],
): Promise<Map<string, number>> {
  const admin = client.admin();
  await admin.connect();
  try {
    const there = new Set(await admin.listTopics());
    const found = topics.filter(({ name }) => there.has(name));
    const counts = await Promise.all(
      found.map(async ({ name }) => {
        const partitions = await topicBounds(admin, name);
        return [name, partitions.reduce((sum, { high, low }) => sum + high - low, 0)] as const;
      }),
    );
    return new Map(counts);
  } finally {
    await admin.disconnect();
  }
}
