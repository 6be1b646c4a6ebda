import { type PoolClient } from 'pg';
import { type Producer } from 'kafkajs';
import { counter, gauge, logger } from '#observability';
import { type Database } from '#persistence';
import { backoff } from './backoff.js';
import { faultPoint } from './fault-point.js';
import { type KafkaClient } from './kafka-client.js';
import { type OutboxRecord, OutboxStore, recordsOf } from './outbox.store.js';
import { OutboxFloor } from './outbox-floor.js';
import { batchesOf } from './relay-batches.js';
import { SHARDS } from './shard.js';

const IDLE_MS = 250;
const TAKE_SHARDS_EVERY_MS = 2000;
const BACKLOG_EVERY_MS = 5000;
const MOVE_AT_MOST_MS = 1000;

const sent = counter('chiso_outbox_sent_total', 'Records of the outbox that the broker has acknowledged');
const waiting = gauge('chiso_outbox_rows', 'Outbox rows that wait, up to 10,001');
const age = gauge('chiso_outbox_oldest_seconds', 'Age of the oldest waiting outbox row');

/**
 * Carries outbox rows to Kafka: the oldest first, one request in flight, deleted once acknowledged. A crash between
 * the two sends a row again, which its version makes harmless. The locks of its shards live on its own connection,
 * so that a dead relay's shards are free at once.
 */
export class Relay {
  private readonly producer: Producer;
  private readonly shards = new Set<number>();
  private running: Promise<void> | undefined;
  private stopping = false;
  private wake: (() => void) | undefined;
  private nudged = false;
  private shardsTakenAt = 0;
  private backlogAt = 0;
  ageSeconds = 0;

  constructor(
    private readonly database: Database,
    private readonly kafka: KafkaClient,
    private readonly schema: string,
  ) {
    this.producer = kafka.producer();
  }

  start(): void {
    this.running = this.run();
  }

  /** Looks for rows now instead of at the next turn. */
  nudge(): void {
    this.nudged = true;
    this.wake?.();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.nudge();
    await this.running;
    await this.producer.disconnect();
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      const client = await this.tryConnect();
      try {
        if (client) {
          const floor = new OutboxFloor(client);
          await this.turn(new OutboxStore(client, this.schema), floor, () => (failures = 0));
        } else failures += 1;
      } catch (error) {
        failures += 1;
        logger.warn({ err: error }, 'the relay tries again');
      } finally {
        this.shards.clear();
        // The locks must not outlive this turn in a pooled connection.
        client?.release(true);
      }
      if (!this.stopping) await this.sleep(backoff(failures));
    }
  }

  private async tryConnect(): Promise<PoolClient | undefined> {
    try {
      await this.producer.connect();
      return await this.database.connect();
    } catch (error) {
      logger.warn({ err: error }, 'the relay has no connection yet');
      return undefined;
    }
  }

  private async turn(store: OutboxStore, floor: OutboxFloor, succeeded: () => void): Promise<void> {
    this.shardsTakenAt = 0;
    await store.prepare();
    while (!this.stopping) {
      if (await this.takeShards(store)) floor.reset();
      this.nudged = false;
      const moved = this.shards.size > 0 ? await this.move(store, floor) : 0;
      succeeded();
      await this.observe(store);
      if (moved === 0 && !this.nudged) await this.sleep(IDLE_MS);
    }
  }

  /** True where there are more now. */
  private async takeShards(store: OutboxStore): Promise<boolean> {
    if (this.shards.size === SHARDS || Date.now() - this.shardsTakenAt < TAKE_SHARDS_EVERY_MS) return false;
    this.shardsTakenAt = Date.now();
    const taken = await store.takeShards(this.shards);
    for (const shard of taken) this.shards.add(shard);
    return taken.length > 0;
  }

  /** Moves rows until none is left, or for a while; what comes next is read, and what is sent deleted, during the next send. */
  private async move(store: OutboxStore, floor: OutboxFloor): Promise<number> {
    const shards = [...this.shards];
    const until = Date.now() + MOVE_AT_MOST_MS;
    let moved = 0;
    let deleted = Promise.resolve();
    let oldest = await store.read(shards, floor.id);
    while (oldest.rows.length > 0) {
      const { rows, isAll } = oldest;
      const goesOn = !isAll && !this.stopping && Date.now() < until;
      const { id } = rows.at(-1)!;
      const records = recordsOf(rows);
      const read = deleted.then(() => (goesOn ? store.read(shards, id) : { rows: [], isAll }));
      const [next] = await Promise.all([read, this.sendAll(records)]);
      faultPoint('relay.sent');
      deleted = store.delete(rows.map((row) => row.id));
      moved += rows.length;
      oldest = next;
    }
    await deleted;
    if (oldest.isAll) await floor.raise();
    return moved;
  }

  private async sendAll(records: readonly OutboxRecord[]): Promise<void> {
    for (const batch of batchesOf(records)) {
      await this.send(batch);
      sent.inc(batch.length);
    }
  }

  /** One request; a batch that the broker finds too large is halved, down to the single record. */
  private async send(records: readonly OutboxRecord[]): Promise<void> {
    try {
      await this.producer.sendBatch({ acks: -1, topicMessages: byTopic(this.kafka, records) });
    } catch (error) {
      if (
        records.length === 1 ||
        !/MESSAGE_TOO_LARGE|larger than the max/.test(
          String((error as { type?: string }).type) + String(error),
        )
      )
        throw error;
      const half = records.length >> 1;
      await this.send(records.slice(0, half));
      await this.send(records.slice(half));
    }
  }

  private async observe(store: OutboxStore): Promise<void> {
    if (Date.now() - this.backlogAt < BACKLOG_EVERY_MS || this.shards.size === 0) return;
    this.backlogAt = Date.now();
    const backlog = await store.backlog();
    this.ageSeconds = backlog.ageSeconds;
    waiting.set(backlog.rows);
    age.set(backlog.ageSeconds);
  }

  private async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}

function byTopic(kafka: KafkaClient, records: readonly OutboxRecord[]) {
  const topics = new Map<string, { key: string; value: string; headers: Record<string, string> }[]>();
  for (const { topic, key, value, headers } of records) {
    const messages = topics.get(topic) ?? [];
    messages.push({ key, value, headers: JSON.parse(headers) as Record<string, string> });
    topics.set(topic, messages);
  }
  return [...topics].map(([topic, messages]) => ({ topic: kafka.named(topic), messages }));
}
