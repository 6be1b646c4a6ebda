import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { logger } from '#observability';
import { isTransient } from '#persistence';
import { EscalateAlerts } from './alerts/escalate-alerts.js';
import { JudgeObligations } from './obligations/judge-obligations.js';

const EVERY_MS = 2000;

/** Looks at the two tables that time alone changes: what is due, and the waiting steps of ladders. */
@Injectable()
export class Schedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly obligations: JudgeObligations,
    private readonly ladders: EscalateAlerts,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = this.later();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.running;
  }

  private later(): NodeJS.Timeout {
    return setTimeout(() => {
      this.running = this.turn();
    }, EVERY_MS);
  }

  private async turn(): Promise<void> {
    try {
      while ((await this.obligations.scan()) > 0);
      while ((await this.ladders.execute()) > 0);
    } catch (error) {
      if (!isTransient(error)) logger.error({ err: error }, 'the schedule tries again');
    }
    if (this.timer) this.timer = this.later();
  }
}
