import { Injectable } from '@nestjs/common';
import { type AlertChanged, uuidV5 } from '#contracts';
import { Catalogue } from '#catalogue';
import { dayOf } from '#periods';
import { type Tx } from '#persistence';
import { Clock } from '#runtime';
import { AlertStore } from '../alerts/alert.store.js';
import { NotificationConfig } from '../notification.config.js';
import { DeliveryStore } from './delivery.store.js';
import { DeliverySignal } from './delivery-signal.js';
import { messageOf } from './message.js';

const CHANNELS = ['email', 'in-app'] as const;

/** Adds one row per occurrence, transition, recipient and channel: the row that can exist once is the message that is sent once. */
@Injectable()
export class QueueDeliveries {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly alerts: AlertStore,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly config: NotificationConfig,
    private readonly signal: DeliverySignal,
  ) {}

  async execute(
    tx: Tx,
    alert: AlertChanged,
    positions: readonly string[],
    step?: { transition: string; days: number },
  ): Promise<void> {
    if (positions.length === 0 || (await this.isSilenced(tx, alert.id))) return;
    const transition = step?.transition ?? alert.transition;
    const rows = positions.flatMap((recipient) =>
      CHANNELS.map((channel) => ({
        id: uuidV5(`delivery|${alert.id}|${transition}|${recipient}|${channel}`),
        recipient,
        channel,
        message: messageOf(alert, transition, {
          position: this.nameOf(recipient),
          url: `${this.config.publicUrl}/canh-bao/${alert.id}`,
          locale: 'vi',
          ...(step && { days: step.days }),
        }),
      })),
    );
    await this.deliveries.queue(
      tx,
      { alert: alert.id, transition, demo: alert.demo ?? false, now: this.clock.real() },
      rows,
    );
    await this.alerts.addTold(tx, alert.id, positions);
    tx.afterCommit(() => this.signal.queued());
  }

  private async isSilenced(tx: Tx, alert: string): Promise<boolean> {
    const until = (await this.alerts.told(tx, [alert])).get(alert)?.silencedUntil;
    return typeof until === 'string' && until > this.clock.now();
  }

  private nameOf(position: string): string {
    return this.catalogue.on('position', position, dayOf(this.clock.now()))?.attributes.nameVi ?? position;
  }
}
