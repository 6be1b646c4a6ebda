import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin } from 'kafkajs';

const ATTEMPTS = 50;
const WAIT_MS = 200;

export interface PartitionBounds {
  readonly partition: number;
  /** Offset of the first record that is still there. */
  readonly low: number;
  /** Offset that the next record will have. */
  readonly high: number;
}

/**
 * Where each partition of a topic begins and ends now.
 *
 * @param topic  as the broker knows it
 * @throws what the broker answers, where it is nothing that passes or has not passed within ten seconds
 */
export async function topicBounds(admin: Admin, topic: string): Promise<PartitionBounds[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets.map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }));
    } catch (error) {
      // A partition that is new, or whose broker has just come back, has no leader yet; kafkajs does not ask again by itself.
      if (attempt === ATTEMPTS || !(error as { retriable?: boolean }).retriable) throw error;
      await sleep(WAIT_MS);
    }
  }
}
