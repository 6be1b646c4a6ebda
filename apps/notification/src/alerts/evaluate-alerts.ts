import { Injectable } from '@nestjs/common';
import { AlertChangedV1, eventOf, uuidV5, type AlertChanged } from '#contracts';
import { Catalogue } from '#catalogue';
import { Outbox } from '#messaging';
import { dayOf } from '#periods';
import { type Tx } from '#persistence';
import { Clock } from '#runtime';
import { QueueDeliveries } from '../deliveries/queue-deliveries.js';
import { leadPosition } from '../people/recipients.js';
import { AlertStore } from './alert.store.js';
import { isOpen, nextStep, type Step } from './alert-life.js';
import { escalationSteps } from './escalation.js';
import { EscalationStore } from './escalation.store.js';
import { type Evaluation } from './evaluation.js';

/** Takes what the rules found, moves the occurrences of each identity on, queues messages and says what changed. */
@Injectable()
export class EvaluateAlerts {
  constructor(
    private readonly alerts: AlertStore,
    private readonly steps: EscalationStore,
    private readonly deliveries: QueueDeliveries,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  async execute(tx: Tx, evaluations: readonly Evaluation[]): Promise<void> {
    const taken = await this.stepsOf(tx, evaluations);
    if (taken.length === 0) return;
    const newest = [...new Map(taken.map(({ step }) => [step.alert.id, step.alert])).values()];
    await this.alerts.save(tx, newest);
    for (const { step, evaluation } of taken) await this.tell(tx, step, evaluation);
    await this.outbox.append(
      tx,
      taken.map(({ step }) => eventOf(AlertChangedV1, step.alert)),
    );
  }

  /** What each evaluation leads to, in order: a later one sees what an earlier one of the same slice has done. */
  private async stepsOf(
    tx: Tx,
    evaluations: readonly Evaluation[],
  ): Promise<{ step: Step; evaluation: Evaluation }[]> {
    const identities = [...new Set(evaluations.map((each) => each.identity))].sort();
    if (identities.length === 0) return [];
    const open = await this.alerts.openByIdentity(tx, identities);
    const last = await this.alerts.lastOccurrences(tx, identities);
    const taken: { step: Step; evaluation: Evaluation }[] = [];
    for (const evaluation of evaluations) {
      const occurrence = (last.get(evaluation.identity) ?? 0) + 1;
      const step = nextStep(
        open.get(evaluation.identity),
        evaluation,
        this.openingOf(evaluation, occurrence),
      );
      if (!step) continue;
      taken.push({ step, evaluation });
      last.set(evaluation.identity, step.alert.occurrence);
      if (isOpen(step.alert)) open.set(evaluation.identity, step.alert);
      else open.delete(evaluation.identity);
    }
    return taken;
  }

  private openingOf(evaluation: Evaluation, occurrence: number) {
    const now = this.clock.now();
    const lead = leadPosition(this.catalogue, evaluation.scope.unit, dayOf(now));
    return { id: uuidV5(`alert|${evaluation.identity}|${occurrence}`), occurrence, recipients: [lead], now };
  }

  private async tell(tx: Tx, { alert, tells }: Step, { rule }: Evaluation): Promise<void> {
    await this.alerts.keepVersions(tx, [alert]);
    if (alert.transition === 'fired')
      await this.steps.add(tx, alert.id, escalationSteps(rule, alert.unit, alert.openedAt, this.catalogue));
    if (!isOpen(alert)) await this.steps.cancel(tx, alert.id);
    if (tells !== 'nobody')
      await this.deliveries.execute(tx, alert, await this.positionsOf(tx, alert, tells));
  }

  private async positionsOf(tx: Tx, alert: AlertChanged, tells: Step['tells']): Promise<readonly string[]> {
    if (tells === 'recipients') return alert.recipients;
    return (await this.alerts.told(tx, [alert.id])).get(alert.id)?.told ?? [];
  }
}
