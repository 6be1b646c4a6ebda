import { type Instant } from '#contracts';
import { type Tx } from '#persistence';

/** A record as the broker gave it. */
export interface RawMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly offset: string;
  readonly timestamp: string;
  readonly headers?: Record<string, Buffer | string | (Buffer | string)[] | undefined>;
}

/** An event that came in: decoded, valid under its schema. */
export interface ReceivedEvent<T> {
  readonly id: string;
  readonly key: string;
  readonly offset: number;
  readonly data: T;
  readonly time: Instant | undefined;
  readonly traceparent: string | undefined;
}

/** Consecutive events of one partition, handled in one transaction together with the partition's offset. */
export interface Slice<T> {
  readonly topic: string;
  readonly partition: number;
  readonly events: readonly ReceivedEvent<T>[];
  /**
   * Runs the work in the slice's transaction: the offset is moved first (compare-and-swap), then the work, then dead
   * letters, then commit. Called once; without a call the offset is moved on its own.
   */
  transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R>;
  /** Puts one event among the dead letters of this transaction; the handler leaves it out of its work. */
  reject(event: ReceivedEvent<T>, code: string, detail: string): void;
}

export type SliceHandler = (slice: Slice<unknown>) => Promise<void>;
