import { type Tx } from '#persistence';
import { withTrace } from '#observability';
import { type DeadLetter } from './dead-letter.store.js';
import { faultPoint } from './fault-point.js';
import { type PartitionOfGroup } from './offset.store.js';
import { type SliceContent, type SliceStores } from './partition-slice.js';
import { type ReceivedEvent, type Slice, type SliceHandler } from './slice.js';

/** Few enough for a short transaction; a partition that has more by itself goes with these alone. */
const MOST_EVENTS = 2000;

/** One partition's slice that may be committed together with those of others. */
export interface Offer {
  readonly place: PartitionOfGroup;
  readonly content: SliceContent;
  readonly handler: SliceHandler;
  readonly isOurs: () => boolean;
}

interface Waiting extends Offer {
  readonly settle: (deadLetters: number | undefined) => void;
}

/**
 * Slices of several partitions of one topic as one transaction. Few events a partition come at a time while values are
 * live, and each transaction costs five statements whatever it holds. What cannot be committed together is left to its
 * partitions, each on its own, where a failure is understood.
 */
export class JointSlices {
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly atWork = new Set<string>();

  constructor(private readonly stores: SliceStores) {}

  /** Resolves with the number of dead letters once the slice is committed, with undefined where it has to go alone. */
  join(offer: Offer): Promise<number | undefined> {
    const { group, topic } = offer.place;
    const name = `${group} ${topic}`;
    return new Promise((settle) => {
      this.waiting.set(name, [...(this.waiting.get(name) ?? []), { ...offer, settle }]);
      if (!this.atWork.has(name)) void this.work(name);
    });
  }

  /** Whoever comes while one transaction is under way is part of the next. */
  private async work(name: string): Promise<void> {
    this.atWork.add(name);
    // The batches of one answer of the broker are handed over one after the other.
    await new Promise((resolve) => setImmediate(resolve));
    for (let offers = this.next(name); offers.length > 0; offers = this.next(name)) {
      const slice = new JointSlice(this.stores, offers);
      const done = await slice.run().then(
        () => true,
        () => false,
      );
      for (const { settle, place } of offers) settle(done ? slice.deadLettersOf(place) : undefined);
    }
    this.atWork.delete(name);
  }

  /** In the order of partitions, in which all who hold some of them lock their offsets. */
  private next(name: string): Waiting[] {
    const all = this.waiting.get(name) ?? [];
    for (const lost of all.filter(({ isOurs }) => !isOurs())) lost.settle(undefined);
    const ours = all.filter(({ isOurs }) => isOurs());
    let events = 0;
    const end = ours.findIndex(({ content }) => (events += content.events.length) > MOST_EVENTS);
    const taken = end < 0 ? ours : ours.slice(0, Math.max(1, end));
    this.waiting.set(name, ours.slice(taken.length));
    return taken.sort((a, b) => a.place.partition - b.place.partition);
  }
}

class JointSlice implements Slice<unknown> {
  readonly topic: string;
  readonly partition: number;
  readonly events: readonly ReceivedEvent<unknown>[];
  private begun = false;
  private readonly letters: ReadonlyMap<number, DeadLetter[]>;

  constructor(
    private readonly stores: SliceStores,
    private readonly offers: readonly Offer[],
  ) {
    const { topic, partition } = offers[0]!.place;
    this.topic = topic;
    this.partition = partition;
    this.events = offers.flatMap(({ content }) => content.events);
    this.letters = new Map(offers.map(({ place, content }) => [place.partition, [...content.letters]]));
  }

  deadLettersOf({ partition }: PartitionOfGroup): number {
    return this.letters.get(partition)!.length;
  }

  async run(): Promise<void> {
    const { handler } = this.offers[0]!;
    if (this.events.length > 0) await withTrace(this.events[0]!.traceparent, () => handler(this));
    if (!this.begun) await this.transaction(() => Promise.resolve());
  }

  reject(event: ReceivedEvent<unknown>, code: string, detail: string): void {
    const of = this.offers.find(({ content }) => content.events.includes(event));
    const message = of?.content.raw.get(event.offset);
    if (message) this.letters.get(of!.place.partition)!.push({ message, code, detail });
  }

  async transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    if (this.begun) throw new Error('A slice has one transaction; the handler asked for a second one.');
    this.begun = true;
    const { database, offsets, deadLetters } = this.stores;
    return database.transaction(async (tx) => {
      const fences = this.offers.map(({ place, content: { from, to } }) => offsets.move(tx, place, from, to));
      const [moved, done] = await Promise.allSettled([Promise.all(fences), work(tx)]);
      if (moved.status === 'rejected') throw moved.reason;
      if (done.status === 'rejected') throw done.reason;
      for (const { place } of this.offers)
        await deadLetters.add(tx, place, this.letters.get(place.partition)!);
      faultPoint('slice.handled');
      return done.value;
    });
  }
}
