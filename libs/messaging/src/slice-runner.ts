import { type EventDefinition } from '#contracts';
import { counter, histogram, withTrace } from '#observability';
import { isTransient } from '#persistence';
import { RejectedError, TransientError } from '#runtime';
import { backoff } from './backoff.js';
import { decodeMessages } from './decode-messages.js';
import { JointSlices } from './joint-slices.js';
import { OffsetMovedError, type PartitionOfGroup } from './offset.store.js';
import { PartitionSlice, type SliceContent, type SliceStores } from './partition-slice.js';
import { type RawMessage, type SliceHandler } from './slice.js';

/** What a runner needs while it waits: a sign of life for the group, and whether the work is still ours. */
export interface Breath {
  heartbeat(): Promise<void>;
  readonly isOurs: () => boolean;
}

/** The group has gone on without us, or the broker is away: nothing that an event could have done. */
class HeartbeatError extends Error {
  override readonly name = 'HeartbeatError';
}

const TRIES_OF_ONE = 3;
const HEARTBEAT_EVERY_MS = 1000;

const handled = counter('chiso_events_handled_total', 'Events applied or put among the dead letters', [
  'topic',
]);
const dead = counter('chiso_dead_letters_total', 'Events put among the dead letters', ['topic', 'code']);
const duration = histogram('chiso_slice_seconds', 'Time of one slice from decoding to commit', ['topic']);
const retries = counter('chiso_slice_retries_total', 'Slices tried again because something was away', [
  'topic',
]);

/** Takes the messages of one partition through decode, gate, handler and commit, and decides what a failure means. */
export class SliceRunner {
  /** The newest attempt at each partition, for as long as it lasts. */
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly joint: JointSlices | undefined;

  constructor(
    private readonly stores: SliceStores,
    private readonly gate: (catalogueVersion: number) => Promise<void>,
  ) {
    this.joint = stores.jointSlices ? new JointSlices(stores) : undefined;
  }

  /**
   * Returns how many of the messages became dead letters. Throws OffsetMovedError where somebody else went on, and what a
   * heartbeat threw as it came, for the client to act upon.
   */
  async run(...slice: Parameters<SliceRunner['take']>): Promise<number> {
    try {
      return await this.take(...slice);
    } catch (error) {
      throw error instanceof HeartbeatError ? error.cause : error;
    }
  }

  private async take(
    place: PartitionOfGroup,
    topic: string,
    messages: readonly RawMessage[],
    from: number,
    definition: EventDefinition,
    handler: SliceHandler,
    breath: Breath,
  ): Promise<number> {
    const stop = duration.startTimer({ topic });
    const decoded = decodeMessages(messages, new Map([[definition.type, definition]]));
    await beating(this.gate(decoded.catalogueVersion), breath);
    for (const { code } of decoded.broken) dead.inc({ topic, code });
    const content: SliceContent = {
      events: decoded.events,
      letters: decoded.broken,
      raw: new Map(messages.map((message) => [Number(message.offset), message])),
      from,
      to: Number(messages.at(-1)!.offset) + 1,
    };
    const { isOurs } = breath;
    const joint = this.joint && (await beating(this.joint.join({ place, content, handler, isOurs }), breath));
    const letters = joint ?? (await this.attempt(place, topic, content, handler, breath));
    handled.inc({ topic }, messages.length);
    stop();
    return letters;
  }

  private async attempt(
    place: PartitionOfGroup,
    topic: string,
    content: SliceContent,
    handler: SliceHandler,
    breath: Breath,
  ): Promise<number> {
    for (let tries = 1; ; tries++) {
      const slice = new PartitionSlice(this.stores, place, content, topic);
      try {
        await beating(
          this.inTurn(place, breath, () => this.handle(slice, handler)),
          breath,
        );
        return slice.deadLetters;
      } catch (error) {
        if (error instanceof OffsetMovedError || error instanceof HeartbeatError || !breath.isOurs())
          throw error;
        if (isTransient(error) || error instanceof TransientError) {
          retries.inc({ topic });
          await beating(wait(backoff(tries)), breath);
          continue;
        }
        if (content.events.length > 1) return this.bisect(place, topic, content, handler, breath);
        if (!(error instanceof RejectedError) && tries < TRIES_OF_ONE) continue;
        // Letters alone, which cannot be written: putting them among the letters again would have no end.
        if (content.events.length === 0) throw error;
        return this.bury(place, topic, content, error as Error, breath);
      }
    }
  }

  /**
   * An attempt that a failed heartbeat has left behind still holds its connection and the row of its partition. The next one
   * waits for its end without a connection, else some rebalances in a row would leave none of the pool for others.
   */
  private inTurn(
    { group, topic, partition }: PartitionOfGroup,
    { isOurs }: Breath,
    work: () => Promise<void>,
  ): Promise<void> {
    const key = `${group} ${topic}/${partition}`;
    const begin = () => {
      if (!isOurs()) throw new OffsetMovedError(`${key} has gone to somebody else`);
      return work();
    };
    const earlier = this.underWay.get(key);
    const own = earlier ? earlier.catch(() => undefined).then(begin) : work();
    this.underWay.set(key, own);
    const forget = () => void (this.underWay.get(key) === own && this.underWay.delete(key));
    own.then(forget, forget);
    return own;
  }

  private async handle(slice: PartitionSlice, handler: SliceHandler): Promise<void> {
    if (slice.events.length > 0) await withTrace(slice.events[0]!.traceparent, () => handler(slice));
    await slice.finish();
  }

  /** One of several events fails: each half is tried on its own, so that the rest goes on. */
  private async bisect(
    place: PartitionOfGroup,
    topic: string,
    content: SliceContent,
    handler: SliceHandler,
    breath: Breath,
  ): Promise<number> {
    const middle = content.events[content.events.length >> 1]!.offset;
    const firstHalf = part(content, content.from, middle);
    const secondHalf = part(content, middle, content.to);
    const letters = await this.attempt(place, topic, firstHalf, handler, breath);
    return letters + (await this.attempt(place, topic, secondHalf, handler, breath));
  }

  private async bury(
    place: PartitionOfGroup,
    topic: string,
    content: SliceContent,
    error: Error,
    breath: Breath,
  ): Promise<number> {
    const code = error instanceof RejectedError ? error.code : 'event.poison';
    dead.inc({ topic, code });
    const letters = content.events.map((event) => ({
      message: content.raw.get(event.offset)!,
      code,
      detail: `${error.name}: ${error.message}`,
    }));
    const buried: SliceContent = { ...content, events: [], letters: [...content.letters, ...letters] };
    return this.attempt(place, topic, buried, () => Promise.resolve(), breath);
  }
}

const part = (content: SliceContent, from: number, to: number): SliceContent => ({
  raw: content.raw,
  from,
  to,
  events: content.events.filter((event) => event.offset >= from && event.offset < to),
  letters: content.letters.filter(
    ({ message }) => Number(message.offset) >= from && Number(message.offset) < to,
  ),
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for the work with a heartbeat each second; a failing heartbeat ends the wait at once. Throws HeartbeatError. */
async function beating<T>(work: Promise<T>, breath: Breath): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const beat = new Promise<never>((_resolve, reject) => {
    const lost = (cause: unknown) => reject(new HeartbeatError('no heartbeat', { cause }));
    timer = setInterval(() => void breath.heartbeat().catch(lost), HEARTBEAT_EVERY_MS);
  });
  try {
    return await Promise.race([work, beat]);
  } finally {
    clearInterval(timer);
    beat.catch(() => undefined);
    work.catch(() => undefined);
  }
}
