import { Injectable } from '@nestjs/common';
import { type Period, periodOf } from '#periods';
import { statement, type Tx } from '#persistence';
import { type Target } from './forecast-family.js';

interface PlanRow {
  plan: string;
  unit: string;
  points: Record<string, number>;
  known_from: string;
}

const READ_PLANS = statement(
  'plan-version.targets',
  `SELECT DISTINCT ON (plan) plan, unit, points, known_from
   FROM plan_version WHERE indicator = $1 ORDER BY plan, version DESC`,
);

@Injectable()
export class TargetStore {
  /** Where the plans of an indicator want each unit to end; the nearest end after a period counts. */
  async read(
    tx: Tx,
    indicator: string,
    rule: string,
  ): Promise<(unit: string, newest: Period) => Target | undefined> {
    const rows = await tx.query<PlanRow>(READ_PLANS, [indicator]);
    const ends = Map.groupBy(rows, ({ unit }) => unit);
    const targets = new Map([...ends].map(([unit, plans]) => [unit, endsInOrder(rule, plans)]));
    return (unit, newest) => targets.get(unit)?.find(({ period }) => period.lastDay > newest.lastDay);
  }
}

/** Nearest first; of two plans with the same end the newer one. */
function endsInOrder(rule: string, plans: readonly PlanRow[]): Target[] {
  return plans
    .flatMap(({ plan, points, known_from: knownFrom }) => {
      const end = Object.entries(points)
        .map(([id, value]) => ({ period: periodOf(rule, id), value }))
        .reduce((a, b) => (a && a.period.lastDay > b.period.lastDay ? a : b), none);
      return end ? [{ ...end, plan, knownFrom }] : [];
    })
    .sort(
      (a, b) =>
        descending(b.period.lastDay, a.period.lastDay) ||
        descending(a.knownFrom, b.knownFrom) ||
        descending(a.plan, b.plan),
    );
}

const none: { period: Period; value: number } | undefined = undefined;
const descending = (a: string, b: string): number => (a > b ? -1 : a < b ? 1 : 0);
