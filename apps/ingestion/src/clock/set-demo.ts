import { Injectable } from '@nestjs/common';
import { type Day, type Instant } from '#contracts';
import { Outbox } from '#messaging';
import { Database } from '#persistence';
import { instantOf } from '#periods';
import { Clock } from '#runtime';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { later, shownAt } from './clock-line.js';
import { ClockStore, type ClockState } from './clock.store.js';
import { MoveClock } from './move-clock.js';

/** How far a demo has come, as its player says. */
export interface DemoProgress {
  readonly state: 'waiting' | 'playing' | 'over';
  readonly from: Day;
  readonly until: Day;
  readonly played: number;
  readonly total: number;
  /** Where the clock is to stand; without it, it stays where it is. */
  readonly now?: Instant;
}

const MINUTE_MS = 60_000;

/** Sets the business clock as the demo's player asks, and sends where it stands: it runs once the demo is over. */
@Injectable()
export class SetDemo {
  constructor(
    private readonly database: Database,
    private readonly store: ClockStore,
    private readonly moveClock: MoveClock,
    private readonly own: OwnCatalogue,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute({ now, ...demoFeed }: DemoProgress): Promise<ClockState> {
    return this.database.transaction(async (tx) => {
      const before = await this.store.lock(tx);
      const real = this.clock.real();
      const moved: ClockState = {
        version: (before?.version ?? 0) + 1,
        now: now ?? (before ? shownAt(before, real) : eveBefore(demoFeed.from)),
        real,
        running: demoFeed.state === 'over',
        demoFeed,
      };
      await this.store.write(tx, moved);
      await this.outbox.append(tx, [this.moveClock.announced(tx, moved, this.own.catalogue.version)]);
      return moved;
    });
  }
}

/** One minute before the day begins. */
const eveBefore = (day: Day): Instant => later(instantOf(day), -MINUTE_MS);
