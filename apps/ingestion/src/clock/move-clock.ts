import { Injectable } from '@nestjs/common';
import { type ClockMoved, ClockMovedV1, eventOf, type Instant, type OutgoingEvent } from '#contracts';
import { type Tx } from '#persistence';
import { BusinessClock } from '#runtime';
import { ClockStore, type ClockState } from './clock.store.js';

/** Moves business time to the report times of the demo's values, in the transaction that records them. */
@Injectable()
export class MoveClock {
  constructor(
    private readonly store: ClockStore,
    private readonly clock: BusinessClock,
  ) {}

  /** The event to send, or none where no demo was announced or it is over. */
  async toPlayed(
    tx: Tx,
    played: readonly { recordedAt: Instant }[],
    catalogueVersion: number,
  ): Promise<OutgoingEvent<ClockMoved>[]> {
    if (played.length === 0) return [];
    const newest = played
      .map(({ recordedAt }) => recordedAt)
      .sort()
      .at(-1)!;
    const moved = await this.store.play(tx, newest, this.clock.real(), played.length);
    return moved ? [this.announced(tx, moved, catalogueVersion)] : [];
  }

  /** The event of a position; this process follows it as soon as it is committed. */
  announced(tx: Tx, moved: ClockState, catalogueVersion: number): OutgoingEvent<ClockMoved> {
    tx.afterCommit(() => this.clock.follow(moved));
    return eventOf(ClockMovedV1, { ...moved, catalogueVersion, cause: 'live', demo: true });
  }
}
