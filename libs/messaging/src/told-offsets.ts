import { type Consumer } from 'kafkajs';
import { logger } from '#observability';
import { type KafkaClient } from './kafka-client.js';
import { type PartitionOfGroup } from './offset.store.js';

const TELL_AFTER_MS = 1000;

/**
 * What the broker is told of how far a group is: all partitions together, and at most once a second. A request a slice
 * costs the broker more than the records of a small slice, and each slice waited for it. The stored offset decides what
 * is read; told ones serve lag tools, and show a database that was restored from before the last second.
 */
export class ToldOffsets {
  private readonly waiting = new Map<string, { topic: string; partition: number; offset: string }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly kafka: KafkaClient,
    private readonly consumer: Consumer,
  ) {}

  add({ topic, partition }: PartitionOfGroup, offset: number | undefined): void {
    const key = `${topic}/${partition}`;
    if (offset === undefined || Number(this.waiting.get(key)?.offset ?? -1) >= offset) return;
    this.waiting.set(key, { topic: this.kafka.named(topic), partition, offset: String(offset) });
    this.timer ??= setTimeout(() => void this.tell(), TELL_AFTER_MS).unref();
  }

  /** Tells what waits now. What is not heard is found by the next look at the broker. */
  async tell(): Promise<void> {
    const offsets = [...this.waiting.values()];
    this.forget();
    if (offsets.length === 0) return;
    await this.consumer
      .commitOffsets(offsets)
      .catch((error: Error) => logger.debug({ err: error }, 'the lag offsets were not committed'));
  }

  /** Partitions may have gone to another member, who tells of them from now on. */
  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.clear();
  }
}
