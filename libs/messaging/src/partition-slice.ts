import { type Database, type Tx } from '#persistence';
import { type DeadLetter, type DeadLetterStore } from './dead-letter.store.js';
import { faultPoint } from './fault-point.js';
import { type OffsetStore, type PartitionOfGroup } from './offset.store.js';
import { type RawMessage, type ReceivedEvent, type Slice } from './slice.js';

export interface SliceStores {
  readonly database: Database;
  readonly offsets: Pick<OffsetStore, 'move'>;
  readonly deadLetters: Pick<DeadLetterStore, 'add'>;
  readonly jointSlices?: boolean;
}

export interface SliceContent {
  readonly events: readonly ReceivedEvent<unknown>[];
  readonly letters: readonly DeadLetter[];
  /** Raw messages by offset, for those that the handler rejects. */
  readonly raw: ReadonlyMap<number, RawMessage>;
  readonly from: number;
  readonly to: number;
}

/** A slice on its way through a handler: one transaction with the fence, the work and the dead letters. */
export class PartitionSlice implements Slice<unknown> {
  private begun = false;
  private readonly rejected: DeadLetter[] = [];

  constructor(
    private readonly stores: SliceStores,
    private readonly place: PartitionOfGroup,
    private readonly content: SliceContent,
    readonly topic: string,
  ) {}

  get partition(): number {
    return this.place.partition;
  }

  get events(): readonly ReceivedEvent<unknown>[] {
    return this.content.events;
  }

  /** Dead letters of this slice, known once its transaction has committed. */
  get deadLetters(): number {
    return this.content.letters.length + this.rejected.length;
  }

  reject(event: ReceivedEvent<unknown>, code: string, detail: string): void {
    const message = this.content.raw.get(event.offset);
    if (message) this.rejected.push({ message, code, detail });
  }

  async transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    if (this.begun) throw new Error('A slice has one transaction; the handler asked for a second one.');
    this.begun = true;
    const { database, offsets, deadLetters } = this.stores;
    return database.transaction(async (tx) => {
      // The fence stands before everything else on the connection; its answer may come behind.
      const fence = offsets.move(tx, this.place, this.content.from, this.content.to);
      const [moved, done] = await Promise.allSettled([fence, work(tx)]);
      if (moved.status === 'rejected') throw moved.reason;
      if (done.status === 'rejected') throw done.reason;
      await deadLetters.add(tx, this.place, [...this.content.letters, ...this.rejected]);
      faultPoint('slice.handled');
      return done.value;
    });
  }

  /** Moves the offset where the handler had nothing to write. */
  async finish(): Promise<void> {
    if (!this.begun) await this.transaction(() => Promise.resolve());
  }
}
