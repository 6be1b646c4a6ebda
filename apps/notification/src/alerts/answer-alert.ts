import { Injectable } from '@nestjs/common';
import {
  AlertChangedV1,
  eventOf,
  ExplanationChangedV1,
  uuidV5,
  type AlertChanged,
  type ExplanationChanged,
} from '#contracts';
import { Outbox } from '#messaging';
import { Database, type Tx } from '#persistence';
import { Clock, RejectedError, type Caller } from '#runtime';
import { ExplanationStore } from '../explanations/explanation.store.js';
import { acknowledged, isOpen } from './alert-life.js';
import { AlertStore, type AlertRow } from './alert.store.js';
import { EscalationStore } from './escalation.store.js';

const LONGEST_SILENCE_MS = 30 * 24 * 60 * 60 * 1000;

export interface Explanation {
  readonly reason: string;
  readonly action?: string | undefined;
  readonly newDate?: string | undefined;
}

/** What people do about an alert: acknowledge, explain, silence. Each is one transaction and may be repeated. */
@Injectable()
export class AnswerAlert {
  constructor(
    private readonly database: Database,
    private readonly alerts: AlertStore,
    private readonly steps: EscalationStore,
    private readonly explanations: ExplanationStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Acknowledging cancels the waiting steps in the same transaction; a second time changes nothing. */
  acknowledge(id: string, caller: Caller): Promise<AlertChanged> {
    return this.database.transaction(async (tx) => {
      const { data } = await this.existing(tx, id);
      if (data.state === 'acknowledged') return data;
      const next = acknowledged(data, positionOf(caller), this.clock.now());
      if (!next) throw closedAlert(data);
      await this.alerts.save(tx, [next]);
      await this.alerts.keepVersions(tx, [next]);
      await this.steps.cancel(tx, id);
      await this.outbox.append(tx, [eventOf(AlertChangedV1, next)]);
      return next;
    });
  }

  explain(id: string, caller: Caller, { reason, action, newDate }: Explanation): Promise<ExplanationChanged> {
    return this.database.transaction(async (tx) => {
      const { data: alert } = await this.existing(tx, id);
      const known = await this.explanations.newestOf(tx, id);
      const explanation: ExplanationChanged = {
        id: known?.id ?? uuidV5(`explanation|${id}`),
        alert: id,
        unit: alert.unit,
        ...(alert.indicator === undefined ? {} : { indicator: alert.indicator }),
        ...(alert.component === undefined ? {} : { component: alert.component }),
        ...(alert.period === undefined ? {} : { period: alert.period }),
        state: 'answered',
        answeredBy: positionOf(caller),
        reason,
        ...(action === undefined ? {} : { action }),
        ...(newDate === undefined ? {} : { newDate }),
        ...(alert.demo ? { demo: true } : {}),
        version: (known?.version ?? 0) + 1,
        catalogueVersion: alert.catalogueVersion,
        cause: 'live',
        knownFrom: this.clock.now(),
      };
      await this.explanations.add(tx, explanation);
      await this.outbox.append(tx, [eventOf(ExplanationChangedV1, explanation)]);
      return explanation;
    });
  }

  /** A silence always has an end, within 30 days, and a reason. */
  silence(id: string, until: string, reason: string): Promise<{ id: string; silencedUntil: string }> {
    const now = this.clock.now();
    const end = Date.parse(until);
    if (!(end > Date.parse(now)) || end - Date.parse(now) > LONGEST_SILENCE_MS) {
      throw new RejectedError('silence.end', 'A silence ends after now and within 30 days.', {
        status: 400,
        field: 'until',
      });
    }
    return this.database.transaction(async (tx) => {
      const { data } = await this.existing(tx, id);
      if (!isOpen(data)) throw closedAlert(data);
      await this.alerts.silence(tx, id, new Date(end).toISOString(), reason);
      await this.steps.cancel(tx, id);
      return { id, silencedUntil: new Date(end).toISOString() };
    });
  }

  private async existing(tx: Tx, id: string): Promise<AlertRow> {
    const row = await this.alerts.byId(tx, id);
    if (!row) throw unknownAlert(id);
    return row;
  }
}

const positionOf = (caller: Caller): string => caller.positions[0] ?? caller.person;

export const unknownAlert = (id: string): RejectedError =>
  new RejectedError('alert.unknown', `There is no alert ${id}.`, { status: 404, params: { id } });

const closedAlert = (alert: AlertChanged): RejectedError =>
  new RejectedError('alert.closed', `The alert is ${alert.state} and takes no more answers of this kind.`, {
    status: 409,
    params: { state: alert.state },
  });
