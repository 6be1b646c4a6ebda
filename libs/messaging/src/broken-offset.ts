import { type Admin } from 'kafkajs';
import { type GroupSettings, kafkaGroupOf } from './group-settings.js';
import { type KafkaClient } from './kafka-client.js';
import { type OffsetStore, type PartitionOfGroup } from './offset.store.js';
import { topicBounds } from './topic-bounds.js';

const EMPTY = { low: 0, high: 0 };

/** Where a partition begins and ends, and what its group had told the broker; -1 where it has told nothing. */
export interface BrokerOffsets {
  readonly low: number;
  readonly high: number;
  readonly told: number;
}

/** Why a partition cannot be read on from its stored offset, as a sentence with the way out. */
export interface OffsetFault {
  readonly sentence: string;
  /** A topic that was made anew grows past the offset of the old one some day, which makes nothing right. */
  readonly isFinal: boolean;
}

/** Undefined where all is well. */
export function brokenOffset(
  { group, topic }: PartitionOfGroup,
  stored: number,
  { low, high, told }: BrokerOffsets,
): OffsetFault | undefined {
  const fault = (sentence: string, isFinal = false): OffsetFault => ({ sentence, isFinal });
  const wayOut = `\`chiso republish ${topic} --all\`, where an owner still has what is gone, and then \`chiso rebuild ${serviceOf(group)}\``;
  if (stored > high)
    return fault(
      `offset ${stored} lies beyond the end ${high} of the topic: it was made anew, or the broker lost data. Run ${wayOut}`,
      true,
    );
  if (stored < low)
    return fault(
      `offset ${stored} is gone from the topic, which begins at ${low}: its retention has passed this reader, or somebody deleted records. Run ${wayOut}`,
    );
  if (stored < told)
    return fault(
      `the database stands at offset ${stored}, but its reader had come to ${told}: it was restored from an older dump. Run \`chiso rebuild ${serviceOf(group)}\``,
    );
  return undefined;
}

/** `chiso.scoring.stage-1` is a group of scoring. */
const serviceOf = (group: string): string => group.split('.')[1] ?? group;

/** A partition of an assignment: where its group stands, what it had told the broker, and what is wrong with that. */
export interface Standing {
  readonly place: PartitionOfGroup;
  readonly stored: number;
  readonly told: number;
  readonly fault: OffsetFault | undefined;
}

/** Compares what the database says with what the broker says, for whole assignments, empty partitions included. */
export class OffsetCheck {
  constructor(
    private readonly kafka: KafkaClient,
    private readonly offsets: OffsetStore,
    private readonly settings: Pick<GroupSettings, 'group' | 'filling'>,
  ) {}

  /** @param assignment  topics by the broker's names */
  async standings(assignment: Readonly<Record<string, number[]>>): Promise<Standing[]> {
    return this.asked(async (admin) => {
      const standings: Standing[] = [];
      for (const [topic, partitions] of Object.entries(assignment))
        standings.push(...(await this.standingsOfTopic(admin, topic, partitions)));
      return standings;
    });
  }

  /** Where the partition begins and ends now. */
  async boundsOf({ topic, partition }: PartitionOfGroup): Promise<Pick<BrokerOffsets, 'low' | 'high'>> {
    const bounds = await this.asked((admin) => topicBounds(admin, this.kafka.named(topic)));
    return bounds.find((each) => each.partition === partition) ?? EMPTY;
  }

  private async asked<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await question(admin);
    } finally {
      await admin.disconnect();
    }
  }

  /** Told is read first and the end last: both only grow, so that a reader at work never looks broken. */
  private async standingsOfTopic(
    admin: Admin,
    topic: string,
    partitions: readonly number[],
  ): Promise<Standing[]> {
    const groupId = this.kafka.named(kafkaGroupOf(this.settings));
    const [ofGroup] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const places = partitions.map((partition) => ({
      group: this.settings.group,
      topic: this.kafka.plain(topic),
      partition,
    }));
    const offsets = await Promise.all(places.map((place) => this.offsets.read(place)));
    const bounds = await topicBounds(admin, topic);
    return places.map((place, at) => {
      const isHere = ({ partition }: { partition: number }) => partition === place.partition;
      const stored = offsets[at]!;
      const told = Number(ofGroup?.partitions.find(isHere)?.offset ?? -1);
      const { low, high } = bounds.find(isHere) ?? EMPTY;
      return { place, stored, told, fault: brokenOffset(place, stored, { low, high, told }) };
    });
  }
}
