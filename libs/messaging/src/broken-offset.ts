import { type Admin } from 'kafkajs';
import { type KafkaClient } from './kafka-client.js';
import { type OffsetStore, type PartitionOfGroup } from './offset.store.js';

/** Where a partition begins and ends, and what its group had told the broker; -1 where it has told nothing. */
export interface BrokerOffsets {
  readonly low: number;
  readonly high: number;
  readonly told: number;
}

/** Why a partition cannot be read on from its stored offset, as a sentence with the way out; undefined where all is well. */
export function brokenOffset(
  { group, topic }: PartitionOfGroup,
  stored: number,
  { low, high, told }: BrokerOffsets,
): string | undefined {
  const wayOut = `\`chiso republish ${topic}\`, where an owner still has what is gone, and then \`chiso rebuild ${serviceOf(group)}\``;
  if (stored > high)
    return `offset ${stored} lies beyond the end ${high} of the topic: it was made anew, or the broker lost data. Run ${wayOut}`;
  if (stored < low)
    return `offset ${stored} is gone from the topic, which begins at ${low}: its retention has passed this reader, or somebody deleted records. Run ${wayOut}`;
  if (stored < told)
    return `the database stands at offset ${stored}, but its reader had come to ${told}: it was restored from an older dump. Run \`chiso rebuild ${serviceOf(group)}\``;
  return undefined;
}

/** `chiso.scoring.stage-1` is a group of scoring. */
const serviceOf = (group: string): string => group.split('.')[1] ?? group;

/** Compares what the database says with what the broker says, for whole assignments, empty partitions included. */
export class OffsetCheck {
  constructor(
    private readonly kafka: KafkaClient,
    private readonly offsets: OffsetStore,
    private readonly group: string,
  ) {}

  /** Every partition of the assignment (topics by the broker's names) whose offset is broken, with the reason. */
  async faultsOf(assignment: Readonly<Record<string, number[]>>): Promise<[PartitionOfGroup, string][]> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const faults: [PartitionOfGroup, string][] = [];
      for (const [topic, partitions] of Object.entries(assignment))
        faults.push(...(await this.faultsOfTopic(admin, topic, partitions)));
      return faults;
    } finally {
      await admin.disconnect();
    }
  }

  async lowWatermark({ topic, partition }: PartitionOfGroup): Promise<number> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const offsets = await admin.fetchTopicOffsets(this.kafka.named(topic));
      return Number(offsets.find((each) => each.partition === partition)?.low ?? 0);
    } finally {
      await admin.disconnect();
    }
  }

  /** Told is read first and the end last: both only grow, so that a reader at work never looks broken. */
  private async faultsOfTopic(
    admin: Admin,
    topic: string,
    partitions: readonly number[],
  ): Promise<[PartitionOfGroup, string][]> {
    const [told] = await admin.fetchOffsets({ groupId: this.kafka.named(this.group), topics: [topic] });
    const places = partitions.map((partition) => ({
      group: this.group,
      topic: this.kafka.plain(topic),
      partition,
    }));
    const stored = await Promise.all(places.map((place) => this.offsets.read(place)));
    const ends = await admin.fetchTopicOffsets(topic);
    return places.flatMap((place, at): [PartitionOfGroup, string][] => {
      const { partition } = place;
      const end = ends.find((each) => each.partition === partition);
      const fault = brokenOffset(place, stored[at]!, {
        low: Number(end?.low ?? 0),
        high: Number(end?.high ?? 0),
        told: Number(told?.partitions.find((each) => each.partition === partition)?.offset ?? -1),
      });
      return fault === undefined ? [] : [[place, fault]];
    });
  }
}
