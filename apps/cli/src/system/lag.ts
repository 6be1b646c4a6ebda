import { type KafkaClient, topicBounds } from '#messaging';

export interface GroupLag {
  readonly group: string;
  readonly records: number;
}

type Ends = Map<string, number>;

/** How far each consumer group is behind, by the offsets that it told the broker. */
export async function lags(client: KafkaClient): Promise<GroupLag[]> {
  const admin = client.admin();
  await admin.connect();
  try {
    const { groups } = await admin.listGroups();
    const ends: Ends = new Map();
    const found: GroupLag[] = [];
    for (const { groupId } of groups) {
      const topics = await admin.fetchOffsets({ groupId });
      let records = 0;
      for (const { topic, partitions } of topics) {
        await readEnds(admin, topic, ends);
        for (const { partition, offset } of partitions)
          records += behind(ends.get(`${topic}:${partition}`), Number(offset));
      }
      found.push({ group: groupId, records });
    }
    return found.toSorted((a, b) => b.records - a.records || a.group.localeCompare(b.group));
  } finally {
    await admin.disconnect();
  }
}

/** A group that has told nothing yet (-1) reads from the start. */
const behind = (end: number | undefined, offset: number): number =>
  Math.max(0, (end ?? 0) - Math.max(0, offset));

async function readEnds(admin: ReturnType<KafkaClient['admin']>, topic: string, ends: Ends): Promise<void> {
  if (ends.has(`${topic}:0`)) return;
  for (const { partition, high } of await topicBounds(admin, topic)) ends.set(`${topic}:${partition}`, high);
}
