import { type RULE_KINDS, type SEVERITIES } from '#contracts';

type Common = {
  readonly id: string;
  readonly version: number;
  readonly severity: (typeof SEVERITIES)[number];
  readonly active: boolean;
  /** Working days after which the next level is told, while nobody has acknowledged. */
  readonly escalation: readonly {
    readonly afterWorkingDays: number;
    readonly to: 'office' | 'vice-chairman';
  }[];
};

/** A value of an indicator lies below (or above) its level; it clears only beyond its own, better level. */
export type ThresholdRule = Common & {
  readonly kind: 'threshold';
  readonly scope: { readonly indicator: string };
  readonly fires: { readonly below?: number; readonly above?: number };
  readonly clears: { readonly from?: number; readonly to?: number };
};

/** The trend of a series is worsening, with the given evidence, in as many newest periods in a row. */
export type TrendRule = Common & {
  readonly kind: 'trend';
  readonly scope: { readonly subjectKind: 'indicator' | 'component' | 'index' };
  readonly strength: 'robust' | 'indicative';
  readonly forPeriods: number;
};

/** An expected report has not come when its grace has passed. */
export type OverdueRule = Common & { readonly kind: 'overdue'; readonly scope: { readonly reports: true } };

/** The closed union of rules: data, checked on load, without free expressions. */
export type Rule = (ThresholdRule | TrendRule | OverdueRule) & { readonly kind: (typeof RULE_KINDS)[number] };

/** Faults of a rule as sentences; empty where it can be used. */
export function ruleFaults(rule: Rule): string[] {
  const faults =
    rule.version >= 1 && Number.isInteger(rule.version) ? [] : ['version is a whole number from 1 on'];
  if (rule.kind === 'threshold') faults.push(...thresholdFaults(rule));
  if (rule.kind === 'trend' && rule.forPeriods < 1) faults.push('forPeriods is 1 or more');
  const waits = rule.escalation.map((step) => step.afterWorkingDays);
  if (waits.some((wait, i) => wait <= (waits[i - 1] ?? 0)))
    faults.push('the steps of the escalation come later and later');
  return faults.map((fault) => `${rule.id}: ${fault}`);
}

function thresholdFaults({ fires, clears }: ThresholdRule): string[] {
  const { below, above } = fires;
  if ((below === undefined) === (above === undefined)) return ['fires has either below or above'];
  if (below !== undefined && (clears.from === undefined || clears.from < below))
    return ['it clears from a value at or above the one it fires below'];
  if (above !== undefined && (clears.to === undefined || clears.to > above))
    return ['it clears up to a value at or below the one it fires above'];
  return [];
}
