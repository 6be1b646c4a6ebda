import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { Clock } from '#runtime';
import { QueueDeliveries } from '../deliveries/queue-deliveries.js';
import { RuleStore } from '../rules/rule.store.js';
import { AlertStore } from './alert.store.js';
import { EscalationStore } from './escalation.store.js';

/** Tells the next level of an alert's ladder when its time has come and nobody has acknowledged. */
@Injectable()
export class EscalateAlerts {
  constructor(
    private readonly database: Database,
    private readonly steps: EscalationStore,
    private readonly alerts: AlertStore,
    private readonly rules: RuleStore,
    private readonly deliveries: QueueDeliveries,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const due = await this.steps.takeDue(tx, this.clock.now());
      for (const { alert: id, step, position } of due) {
        const row = await this.alerts.byId(tx, id);
        if (!row || row.data.state !== 'firing') continue;
        const days = this.rules.byId(row.data.rule)?.escalation[step - 1]?.afterWorkingDays ?? 0;
        await this.deliveries.execute(tx, row.data, [position], { transition: `escalated-${step}`, days });
      }
      return due.length;
    });
  }
}
