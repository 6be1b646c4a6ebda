import { Injectable } from '@nestjs/common';
import { type AlertChanged, type AlertView } from '#contracts';
import { Clock } from '#runtime';
import { Names } from '../names/names.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { AlertQuery, type AlertFilter } from './alert.query.js';
import { alertView } from './alert.response.js';

/** Answers alerts with their timeline and their explanation. */
@Injectable()
export class ReadAlerts {
  constructor(
    private readonly alerts: AlertQuery,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  async execute(filter: AlertFilter, known: KnownUntil): Promise<AlertChanged[]> {
    return this.alerts.list(filter, known);
  }

  async views(alerts: readonly AlertChanged[], known: KnownUntil): Promise<AlertView[]> {
    if (alerts.length === 0) return [];
    const ids = alerts.map((alert) => alert.id);
    const [history, explanations] = await Promise.all([
      this.alerts.historyOf(ids, known),
      this.alerts.explanationsOf(ids, known),
    ]);
    const now = this.clock.now();
    return alerts.map((alert) =>
      alertView(alert, {
        now,
        history: history.get(alert.id) ?? [],
        explanation: explanations.get(alert.id),
        names: this.names,
      }),
    );
  }
}
