import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { type Instant } from '#contracts';
import { Outbox } from '#messaging';
import { logger } from '#observability';
import { Database } from '#persistence';
import { BusinessClock } from '#runtime';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { later, shownAt } from './clock-line.js';
import { ClockStore, type ClockState } from './clock.store.js';
import { MoveClock } from './move-clock.js';

const SAVE_EVERY_MS = 5_000;
/** What is saved lies ahead of the clock, so that a crash can make it jump a few seconds but never go back. */
const AHEAD_MS = 2 * SAVE_EVERY_MS;

/** After a shorter stop the clock just went on: the other services may not have stopped at all. */
const SHORT_STOP_MS = 60_000;

const millisecondsBetween = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** Takes the business clock up after a restart, where it stood, and keeps its position while it runs. */
@Injectable()
export class KeepClock implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly store: ClockStore,
    private readonly moveClock: MoveClock,
    private readonly own: OwnCatalogue,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** Before anything asks for business time. A clock that runs goes on from where it stood, as if no time had passed. */
  async onModuleInit(): Promise<void> {
    await this.own.refresh();
    await this.database.transaction(async (tx) => {
      const stood = await this.store.lock(tx);
      if (!stood) return;
      const real = this.clock.real();
      if (!stood.running || millisecondsBetween(stood.real, real) < SHORT_STOP_MS)
        return this.clock.follow(stood);
      const moved: ClockState = { ...stood, version: stood.version + 1, real };
      await this.store.write(tx, moved);
      await this.outbox.append(tx, [this.moveClock.announced(tx, moved, this.own.catalogue.version)]);
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.save(AHEAD_MS), SAVE_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.save(0);
  }

  private async save(ahead: number): Promise<void> {
    try {
      const line = await this.store.read();
      if (!line?.running) return;
      const real = later(this.clock.real(), ahead);
      await this.store.savePosition({ now: shownAt(line, real), real, version: line.version });
    } catch (error) {
      logger.warn({ err: error }, 'the position of the business clock could not be saved');
    }
  }
}
