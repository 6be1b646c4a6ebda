import { type Batch, type Consumer, type EachBatchPayload } from 'kafkajs';
import { gauge, logger } from '#observability';
import { isTransient } from '#persistence';
import { backoff } from './backoff.js';
import { brokenOffset, OffsetCheck } from './broken-offset.js';
import { DeadLetterLimit } from './dead-letter-limit.js';
import { faultPoint } from './fault-point.js';
import { type GroupSettings, kafkaGroupOf, type Subscription } from './group-settings.js';
import { type KafkaClient } from './kafka-client.js';
import { OffsetMovedError, type OffsetStore, type PartitionOfGroup } from './offset.store.js';
import { type RawMessage } from './slice.js';
import { type SliceRunner } from './slice-runner.js';
import { slicesOf } from './slices-of.js';
import { StoppedPartitions } from './stopped-partitions.js';
import { ToldOffsets } from './told-offsets.js';

const WATCH_EVERY_MS = 5000;

const lag = gauge('chiso_consumer_lag', 'Events between the stored offset and the end of the partition', [
  'group',
  'topic',
  'partition',
]);

type Assignment = Readonly<Record<string, number[]>>;

type FetchedBatch = Batch & { fetchedOffset: string };

/** One consumer group of a service: reads its topics in slices from the offsets that the database holds. */
export class GroupConsumer {
  private consumer: Consumer | undefined;
  private told: ToldOffsets | undefined;
  /** Those that were made anew; one may crash on its way out, and must not begin again beside the new one. */
  private readonly left = new WeakSet<Consumer>();
  private assigned = false;
  private stopping = false;
  private lastSign = Date.now();
  private watch: NodeJS.Timeout | undefined;
  private readonly next = new Map<string, number>();
  private readonly limits = new Map<string, DeadLetterLimit>();
  private readonly stopped: StoppedPartitions;
  /** Partitions that too many dead letters stopped; these go on once the letters are settled. */
  private readonly flooded = new Map<string, PartitionOfGroup>();
  private readonly byTopic: Map<string, Subscription>;
  private readonly check: OffsetCheck;
  /** The comparison of the newest assignment with the broker; batches wait for it. */
  private checked: Promise<void> = Promise.resolve();
  private checkedAt = 0;
  private looking = false;
  private assignment: Assignment = {};

  constructor(
    private readonly kafka: KafkaClient,
    private readonly offsets: OffsetStore,
    private readonly runner: SliceRunner,
    private readonly settings: GroupSettings,
    subscriptions: readonly Subscription[],
  ) {
    this.stopped = new StoppedPartitions(settings.group);
    this.check = new OffsetCheck(kafka, offsets, settings);
    this.byTopic = new Map(
      subscriptions.map((subscription) => [subscription.definition.topic, subscription]),
    );
  }

  async start(): Promise<void> {
    await this.join();
    this.watch = setInterval(() => void this.look(), WATCH_EVERY_MS);
    this.watch.unref();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.watch);
    await this.told?.tell();
    await this.consumer?.disconnect();
  }

  /** Why the group is not healthy, or undefined. */
  fault(): string | undefined {
    if (!this.assigned) return `The group ${this.settings.group} has no partitions assigned yet.`;
    return this.stopped.sentence;
  }

  /** Lets partitions go on that too many dead letters stopped, and whose letters have all been replayed or discarded. */
  async resumeSettled(isSettled: (place: PartitionOfGroup) => Promise<boolean>): Promise<void> {
    for (const [key, place] of this.flooded) {
      if (!(await isSettled(place))) continue;
      for (const held of [this.flooded, this.limits]) held.delete(key);
      this.goOn(place);
      logger.info({ ...place }, 'the dead letters are settled, the partition goes on');
    }
  }

  private async join(): Promise<void> {
    const isWanted = (): boolean => !this.stopping && !this.left.has(consumer);
    const name = this.kafka.named(kafkaGroupOf(this.settings));
    const consumer: Consumer = (this.consumer = this.kafka.consumer(name, isWanted));
    const told = (this.told = new ToldOffsets(this.kafka, consumer));
    const sign = () => (this.lastSign = Date.now());
    consumer.on(consumer.events.FETCH, sign);
    consumer.on(consumer.events.HEARTBEAT, sign);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      sign();
      this.next.clear();
      told.forget();
      this.assigned = true;
      this.checked = this.checkOffsets(payload.memberAssignment);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      const said = `the consumer ${this.settings.group} crashed: ${payload.error.message}`;
      if (!payload.restart && isWanted()) this.settings.fatal(said);
    });
    await consumer.connect();
    const topics = [...this.byTopic.keys()].map((topic) => this.kafka.named(topic));
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.settings.concurrency,
      eachBatch: (payload) => this.takeBatch(payload),
    });
  }

  /**
   * Stops the partitions whose offsets are broken, and lets those go on that are no longer so. Where the broker was told
   * less, it is told again: a commit may have failed, or another member may have come to the end unseen.
   */
  private async checkOffsets(assignment: Assignment): Promise<void> {
    this.assignment = assignment;
    try {
      const standings = await this.check.standings(assignment);
      if (this.assignment !== assignment || this.stopping) return;
      this.checkedAt = Date.now();
      const broken = new Set(standings.filter(({ fault }) => fault).map(({ place }) => keyOf(place)));
      for (const [key, { place, isFinal }] of this.stopped.entries())
        if (!broken.has(key) && !this.flooded.has(key) && !isFinal) this.goOn(place);
      for (const { place, stored, told, fault } of standings)
        if (!fault && stored > Math.max(0, told)) this.told?.add(place, stored);
        else if (fault && !this.stopped.has(keyOf(place)))
          this.stopPartition(place, fault.sentence, fault.isFinal);
    } catch (err) {
      logger.warn({ err: err as Error, group: this.settings.group }, 'the offsets are compared again');
    }
  }

  /** A topic that is made anew and stays empty gives no batch that shows it. A look at an absent broker takes longest. */
  private async look(): Promise<void> {
    if (this.looking || this.stopping) return;
    this.looking = true;
    try {
      if (Date.now() - this.checkedAt > this.settings.sessionTimeoutMs)
        await this.checkOffsets(this.assignment);
      await this.restartWhenSilent();
    } finally {
      this.looking = false;
    }
  }

  /** kafkajs can fall silent without an error; a consumer that shows neither fetch nor heartbeat is made anew. */
  private async restartWhenSilent(): Promise<void> {
    const { group, sessionTimeoutMs } = this.settings;
    if (this.stopping || Date.now() - this.lastSign < 2 * sessionTimeoutMs) return;
    logger.warn({ group }, 'the consumer has fallen silent and is made anew');
    this.lastSign = Date.now();
    this.assigned = false;
    if (this.consumer) this.left.add(this.consumer);
    await this.consumer?.disconnect().catch(() => undefined);
    // The broker may be away for longer than that: the next look tries again.
    await this.join().catch((err: Error) => logger.warn({ err, group }, 'not joined yet'));
  }

  private async takeBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const topic = this.kafka.plain(batch.topic);
    const place: PartitionOfGroup = { group: this.settings.group, topic, partition: batch.partition };
    await this.checked;
    if (this.stopped.has(keyOf(place))) return;
    const stored = await this.storedOffset(place, payload);
    if (stored === undefined || !(await this.isInOrder(place, batch as FetchedBatch, stored))) return;
    const subscription = this.byTopic.get(topic)!;
    for (const messages of slicesOf(this.wanted(place, batch.messages), stored)) {
      if (!payload.isRunning() || payload.isStale()) return;
      if (!(await this.takeSlice(place, subscription, messages, payload))) return;
    }
    this.told?.add(place, this.next.get(keyOf(place)));
    lag.set(
      { group: place.group, topic, partition: place.partition },
      Number(batch.highWatermark) - (this.next.get(keyOf(place)) ?? 0),
    );
  }

  /** Whoever fills another state reads as far as it was told; the partition rests from there on. */
  private wanted(place: PartitionOfGroup, messages: RawMessage[]): RawMessage[] {
    const end = this.settings.filling?.endOf(place);
    if (end === undefined || Number(messages.at(-1)!.offset) < end) return messages;
    this.consumer!.pause([{ topic: this.kafka.named(place.topic), partitions: [place.partition] }]);
    return messages.filter(({ offset }) => Number(offset) < end);
  }

  /** False where the rest of the batch is no longer ours to take. */
  private async takeSlice(
    place: PartitionOfGroup,
    { definition, handler }: Subscription,
    messages: RawMessage[],
    payload: EachBatchPayload,
  ): Promise<boolean> {
    const from = this.next.get(keyOf(place))!;
    const breath = {
      heartbeat: () => payload.heartbeat(),
      isOurs: () => payload.isRunning() && !payload.isStale(),
    };
    try {
      const dead = await this.runner.run(place, place.topic, messages, from, definition, handler, breath);
      faultPoint('slice.committed');
      const to = Number(messages.at(-1)!.offset) + 1;
      this.next.set(keyOf(place), to);
      payload.resolveOffset(String(to - 1));
      await payload.heartbeat();
      return !this.tooManyDead(place, messages.length, dead);
    } catch (error) {
      if (!(error instanceof OffsetMovedError)) throw error;
      this.next.delete(keyOf(place));
      await this.seekToStored(place, payload);
      return false;
    }
  }

  private async storedOffset(
    place: PartitionOfGroup,
    payload: EachBatchPayload,
  ): Promise<number | undefined> {
    for (let failures = 0; payload.isRunning() && !payload.isStale(); failures++) {
      try {
        const stored = this.next.get(keyOf(place)) ?? (await this.offsets.read(place));
        this.next.set(keyOf(place), stored);
        return stored;
      } catch (error) {
        if (!isTransient(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.min(2000, backoff(failures))));
        await payload.heartbeat();
      }
    }
    return undefined;
  }

  /**
   * A batch counts only where it begins at or below the stored offset; a hole that we did not make stops the partition.
   * What looks broken is held against the broker as it is now: a batch may lie here while another member takes the
   * partition further than it reaches.
   */
  private async isInOrder(place: PartitionOfGroup, batch: FetchedBatch, stored: number): Promise<boolean> {
    const isAhead = Number(batch.fetchedOffset) > stored;
    if (isAhead || Number(batch.highWatermark) < stored) {
      const fault = brokenOffset(place, stored, { ...(await this.check.boundsOf(place)), told: -1 });
      if (fault !== undefined) {
        this.stopPartition(place, fault.sentence, fault.isFinal);
        return false;
      }
    }
    if (!isAhead && Number(batch.lastOffset()) >= stored) return true;
    this.told?.add(place, this.next.get(keyOf(place)));
    this.consumer!.seek({ topic: batch.topic, partition: batch.partition, offset: String(stored) });
    return false;
  }

  private async seekToStored(place: PartitionOfGroup, payload: EachBatchPayload): Promise<void> {
    const stored = await this.storedOffset(place, payload);
    if (stored !== undefined)
      this.consumer!.seek({
        topic: this.kafka.named(place.topic),
        partition: place.partition,
        offset: String(stored),
      });
  }

  private tooManyDead(place: PartitionOfGroup, events: number, dead: number): boolean {
    const limit = this.limits.get(keyOf(place)) ?? new DeadLetterLimit();
    this.limits.set(keyOf(place), limit);
    if (!limit.add(events, dead) || this.settings.filling) return false;
    this.flooded.set(keyOf(place), place);
    this.stopPartition(place, 'too many of its events became dead letters: something upstream is wrong');
    return true;
  }

  private stopPartition(place: PartitionOfGroup, reason: string, isFinal = false): void {
    const sentence = `${place.group} stopped ${place.topic}/${place.partition}: ${reason}. See docs/runbook.md, "A stopped partition".`;
    this.stopped.set(keyOf(place), { place, sentence, isFinal });
    this.consumer!.pause([{ topic: this.kafka.named(place.topic), partitions: [place.partition] }]);
    logger.error({ ...place }, sentence);
  }

  private goOn(place: PartitionOfGroup): void {
    this.stopped.delete(keyOf(place));
    this.consumer!.resume([{ topic: this.kafka.named(place.topic), partitions: [place.partition] }]);
  }
}

const keyOf = ({ topic, partition }: PartitionOfGroup): string => `${topic}/${partition}`;
