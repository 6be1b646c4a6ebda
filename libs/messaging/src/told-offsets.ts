import { type Consumer } from 'kafkajs';
import { logger } from '#observability';

const TELL_AFTER_MS = 1000;

/**
 * What the broker is told of how far a group is: all partitions together, and at most once a second. A request a slice
 * costs the broker more than the records of a small slice, and each slice waited for it. The stored offset decides what
 * is read; told ones serve lag tools, and show a database that was restored from before the last second.
 */
export class ToldOffsets {
  private readonly waiting = new Map<string, { topic: string; partition: number; offset: string }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly consumer: Consumer) {}

  /** @param topic  as the broker knows it */
  add(topic: string, partition: number, offset: number | undefined): void {
    if (offset === undefined) return;
    this.waiting.set(`${topic}/${partition}`, { topic, partition, offset: String(offset) });
    this.timer ??= setTimeout(() => void this.tell(), TELL_AFTER_MS).unref();
  }

  /** Tells what waits now. */
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
