import { randomUUID } from 'node:crypto';
import { type Consumer } from 'kafkajs';
import { decodeCloudEvent, type DecodedEvent } from '#contracts';
import { type KafkaClient } from './kafka-client.js';
import { topicBounds } from './topic-bounds.js';

export interface TopicReaderOptions {
  readonly topic: string;
  /** Called in offset order, from the topic's first record on; decoded, not validated. */
  readonly onEvents: (events: readonly DecodedEvent[]) => void;
}

/**
 * Reads a small single-partition topic whole, in every process, and follows it: for the catalogue and the clock, that
 * each process holds in memory. Its group is its own and leaves nothing behind but a name that expires.
 */
export class TopicReader {
  private readonly consumer: Consumer;
  private readonly topic: string;
  private end: number | undefined;
  private position = 0;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly kafka: KafkaClient,
    private readonly options: TopicReaderOptions,
  ) {
    this.topic = kafka.named(options.topic);
    this.consumer = kafka.consumer(kafka.named(`chiso.reader.${randomUUID()}`));
  }

  async start(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [this.topic], fromBeginning: true });
    this.end = await this.readEnd();
    this.announce();
    await this.consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        this.options.onEvents(batch.messages.map((message) => decodeCloudEvent(message)));
        this.position = Number(batch.lastOffset()) + 1;
        this.announce();
        return Promise.resolve();
      },
    });
  }

  /** Whether everything that lay on the topic at the start has been read. */
  get isCaughtUp(): boolean {
    return this.end !== undefined && this.position >= this.end;
  }

  async caughtUp(): Promise<void> {
    while (!this.isCaughtUp) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }

  private announce(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private async readEnd(): Promise<number> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return Math.max(0, ...(await topicBounds(admin, this.topic)).map(({ high }) => high));
    } finally {
      await admin.disconnect();
    }
  }
}
