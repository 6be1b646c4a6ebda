import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin } from 'kafkajs';
import { TOPICS } from '#contracts';
import { type KafkaClient } from '../kafka-client.js';
import { type PartitionOfGroup } from '../offset.store.js';
import { topicBounds } from '../topic-bounds.js';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

type Partition = Pick<PartitionOfGroup, 'topic' | 'partition'>;
export type StoredOffset = PartitionOfGroup & { readonly offset: number };

export const placeOf = ({ topic, partition }: Partition): string => `${topic}/${partition}`;

const TRY_EVERY_MS = 1000;

/** What a rebuild asks of the broker and tells it. */
export class BrokerOffsets {
  constructor(
    private readonly kafka: KafkaClient,
    private readonly patienceMs: number,
  ) {}

  /** Where each partition of every topic begins and ends, by `topic/partition`. */
  bounds(): Promise<Map<string, Bounds>> {
    return this.ask(async (admin) => {
      const there = new Set(await admin.listTopics());
      const found = new Map<string, Bounds>();
      for (const { name: topic } of TOPICS.filter(({ name }) => there.has(this.kafka.named(name))))
        for (const { partition, low, high } of await topicBounds(admin, this.kafka.named(topic)))
          found.set(placeOf({ topic, partition }), { low, high });
      return found;
    });
  }

  /** How far a group had told the broker that it has come, by `topic/partition`. */
  told(group: string): Promise<Map<string, number>> {
    return this.ask(async (admin) => {
      const topics = await admin.fetchOffsets({ groupId: this.kafka.named(group) });
      return new Map(
        topics.flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => [
            placeOf({ topic: this.kafka.plain(topic), partition }),
            Number(offset),
          ]),
        ),
      );
    });
  }

  /**
   * Forgets what the groups had told: it would look like an older dump, or hide one. Each tells anew as soon as it reads. A
   * killed member keeps its group for a session; false where one is still in use after that.
   */
  async forget(groups: readonly string[]): Promise<boolean> {
    for (const from = Date.now(); ; await sleep(TRY_EVERY_MS)) {
      if (
        await this.ask((admin) =>
          isForgotten(
            admin,
            groups.map((group) => this.kafka.named(group)),
          ),
        )
      )
        return true;
      if (Date.now() - from > this.patienceMs) return false;
    }
  }

  private async ask<R>(work: (admin: Admin) => Promise<R>): Promise<R> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

const GROUP_ID_NOT_FOUND = 69;

async function isForgotten(admin: Admin, groups: string[]): Promise<boolean> {
  try {
    await admin.deleteGroups(groups);
    return true;
  } catch (error) {
    const { groups: results = [] } = error as { groups?: readonly { errorCode?: number }[] };
    return results.length > 0 && results.every(({ errorCode }) => errorCode === GROUP_ID_NOT_FOUND);
  }
}
