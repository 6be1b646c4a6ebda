import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { counter, logger } from '#observability';
import { isTransient } from '#persistence';
import { Clock } from '#runtime';
import { DeliverySignal } from './delivery-signal.js';
import { DeliveryStore, type Outcome, type TakenDelivery } from './delivery.store.js';
import { EmailChannel, isBounce } from './email.channel.js';
import { retryWait } from './retry-schedule.js';

const AT_ONCE = 8;
const LONGEST_REST_MS = 5000;

const outcomes = counter('chiso_deliveries_total', 'Delivery attempts by channel and outcome', [
  'channel',
  'outcome',
]);

/** Sends what is due: takes rows under a lease, sends outside of any transaction, writes down what came of it. */
@Injectable()
export class SendDeliveries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly email: EmailChannel,
    private readonly signal: DeliverySignal,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.signal.queued();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const sent = await this.turn().catch((error: unknown) => {
        if (!isTransient(error)) logger.error({ err: error }, 'the deliveries try again');
        return 0;
      });
      if (sent === 0 && !this.stopping) await this.signal.wait(await this.rest());
    }
  }

  private async turn(): Promise<number> {
    const taken = await this.deliveries.take(this.clock.real(), AT_ONCE);
    await Promise.all(taken.map((delivery) => this.send(delivery)));
    return taken.length;
  }

  private async send(delivery: TakenDelivery): Promise<void> {
    const outcome = await this.attempt(delivery);
    outcomes.inc({ channel: delivery.channel, outcome: outcome.state });
    await this.deliveries.settle(delivery, outcome, this.clock.real());
  }

  private async attempt(delivery: TakenDelivery): Promise<Outcome> {
    try {
      await this.email.send(delivery);
      return { state: 'sent' };
    } catch (error) {
      const problem = (error as Error).message;
      const wait = isBounce(error) ? undefined : retryWait(delivery.attempts, Math.random());
      if (wait === undefined) return { state: 'failed', problem };
      return { state: 'queued', problem, at: new Date(Date.parse(this.clock.real()) + wait).toISOString() };
    }
  }

  private async rest(): Promise<number> {
    const next = await this.deliveries.nextDue().catch(() => undefined);
    const wait = next === undefined ? LONGEST_REST_MS : Date.parse(next) - Date.now();
    return Math.min(LONGEST_REST_MS, Math.max(100, wait));
  }
}
