import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Day } from '#contracts';
import { Outbox } from '#messaging';
import { logger } from '#observability';
import { Database } from '#persistence';
import { dayOf } from '#periods';
import { Clock } from '#runtime';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { obligationEvent } from './obligation-event.js';
import { ObligationStore } from './obligation.store.js';
import { OpenObligations } from './open-obligations.js';
import { ReviewObligations } from './review-obligations.js';

const LOOK_EVERY_MS = 1_000;
const MOST_LATE = 1_000;

/** Follows business time: opens what is asked for, lets the grace of what is missing end, and reviews open duties daily. */
@Injectable()
export class ObligationScan implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private nudged = true;
  private minute = '';
  private reviewedOn: { day: Day; catalogueVersion: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly own: OwnCatalogue,
    private readonly store: ObligationStore,
    private readonly openObligations: OpenObligations,
    private readonly reviewObligations: ReviewObligations,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Something came in; the next look does not wait for the minute to pass. */
  nudge(): void {
    this.nudged = true;
  }

  private look(): void {
    const minute = this.clock.now().slice(0, 16);
    if (this.running || (!this.nudged && minute === this.minute)) return;
    this.nudged = false;
    this.minute = minute;
    this.running = this.execute()
      .catch((error: unknown) => {
        this.nudged = true;
        logger.warn({ err: error }, 'the scan of obligations failed and is tried again');
      })
      .finally(() => (this.running = undefined));
  }

  /** One look at business time. */
  async execute(): Promise<void> {
    const catalogue = await this.own.refresh();
    const now = this.clock.now();
    const { day, catalogueVersion } = this.reviewedOn ?? {};
    const today = dayOf(now);
    const { more } = await this.openObligations.execute(catalogue, now, day !== today);
    if (more) this.nudge();
    while ((await this.turnLate(now, catalogue.version)) === MOST_LATE);
    if (day === today && catalogueVersion === catalogue.version) return;
    await this.reviewObligations.execute(catalogue, now);
    this.reviewedOn = { day: today, catalogueVersion: catalogue.version };
  }

  private turnLate(now: string, catalogueVersion: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const late = await this.store.turnLate(tx, now, catalogueVersion, MOST_LATE);
      await this.outbox.append(tx, late.map(obligationEvent));
      return late.length;
    });
  }
}
