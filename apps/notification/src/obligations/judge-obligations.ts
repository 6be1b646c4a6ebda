import { Injectable } from '@nestjs/common';
import { type Cause, type ObligationChanged } from '#contracts';
import { Catalogue } from '#catalogue';
import { type Slice } from '#messaging';
import { dayOf } from '#periods';
import { Database, type Tx } from '#persistence';
import { Clock } from '#runtime';
import { overdueTitles } from '../alerts/alert-titles.js';
import { EvaluateAlerts } from '../alerts/evaluate-alerts.js';
import { identityOf, type Evaluation, type Finding } from '../alerts/evaluation.js';
import { type OverdueRule } from '../rules/rule.js';
import { RuleStore } from '../rules/rule.store.js';
import { DueStore } from './due.store.js';

/** Watches what is due: fires when a grace passes without a report, clears when the report has come. */
@Injectable()
export class JudgeObligations {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleStore,
    private readonly dues: DueStore,
    private readonly alerts: EvaluateAlerts,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /** Takes new states; a report that has come, or an obligation that has ended, clears its alert. */
  async execute(slice: Slice<ObligationChanged>): Promise<void> {
    await slice.transaction(async (tx) => {
      const newest = newestPerObligation(slice.events.map((event) => event.data));
      const fresh = await this.dues.merge(tx, newest);
      const settled = newest.filter((data) => fresh.has(data.id) && data.state !== 'expected');
      await this.judgeAll(tx, settled);
    });
  }

  /** Fires for whatever has passed its grace on the business clock. Returns how many. */
  async scan(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const overdue = await this.dues.takeOverdue(tx, this.clock.now());
      await this.judgeAll(
        tx,
        overdue.map((data) => ({ ...data, state: 'late' as const, cause: 'live' as const })),
      );
      return overdue.length;
    });
  }

  private async judgeAll(tx: Tx, obligations: readonly ObligationChanged[]): Promise<void> {
    const rules = this.rules.ofKind('overdue');
    await this.alerts.execute(
      tx,
      obligations.flatMap((data) => rules.map((rule) => this.judge(rule, data))),
    );
  }

  private judge(rule: OverdueRule, data: ObligationChanged): Evaluation {
    const { reportingUnit: unit, indicator, period, dueAt, state } = data;
    return {
      rule,
      finding: FINDINGS[state],
      identity: identityOf(rule, [unit, data.unit === unit ? undefined : data.unit, indicator, period]),
      scope: { unit, indicator, period },
      dueAt,
      titles: overdueTitles(this.catalogue, { unit, indicator, period, dueAt, state, day: dayOf(dueAt) }),
      corrects: false,
      cause: data.cause satisfies Cause,
      demo: data.demo ?? false,
      catalogueVersion: data.catalogueVersion,
      knownFrom: data.recordedAt,
    };
  }
}

const FINDINGS: Record<ObligationChanged['state'], Finding> = {
  expected: 'between',
  late: 'breach',
  received: 'clear',
  ended: 'clear',
};

function newestPerObligation(obligations: readonly ObligationChanged[]): ObligationChanged[] {
  const newest = new Map<string, ObligationChanged>();
  for (const data of obligations)
    if (data.version > (newest.get(data.id)?.version ?? 0)) newest.set(data.id, data);
  return [...newest.values()];
}
