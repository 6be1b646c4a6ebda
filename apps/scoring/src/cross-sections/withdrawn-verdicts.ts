import { type RatingChanged, type TrendChanged } from '#contracts';
import { type ScoringRules } from '../method/scoring-rules.js';
import { type FamilyTask } from './family-task.js';
import { RULE_VERSION } from './judge-family.js';
import { type Head, type Heads } from './heads.js';
import { type StandingKey, standingKeyOf } from './standing-key.js';
import { subjectFields } from './subject.js';
import { type Verdict as Draft, type VerdictContent } from './verdict-versions.store.js';

/** What stands of a family and is not said any more. */
export interface Withdrawn {
  readonly task: FamilyTask;
  readonly unit: string;
  readonly period: string;
  readonly head: Head;
}

/**
 * Verdicts that stand and were not reached again although their families were judged whole: the values that they were
 * judged from have been taken back, by a catalogue under which the unit had ended or by a report that is late no more.
 */
export function withdrawnHeads(
  rules: ScoringRules,
  tasks: readonly FamilyTask[],
  headsOf: (key: StandingKey) => Heads,
  drafts: readonly Draft<VerdictContent>[],
): Withdrawn[] {
  const nameOf = (key: StandingKey, unit: string, period: string) =>
    `${standingKeyOf(key)}|${unit}|${period}`;
  const said = new Set(drafts.map(({ key, content }) => nameOf(key, content.unit, content.period)));
  return tasks.flatMap((task) =>
    [...headsOf(task).since(task.from)].flatMap(({ unit, period, head }) => {
      if (said.has(nameOf(task, unit, period))) return [];
      return rules.family(unit, task.index, head.lastDay) === task.family
        ? [{ task, unit, period, head }]
        : [];
    }),
  );
}

/** Dated by the catalogue, which is what takes back; a lower date than that of what it ends would hide it. */
const common = (rules: ScoringRules, { task, head }: Withdrawn) => ({
  key: task,
  lastDay: head.lastDay,
  knownFrom: rules.since > head.knownFrom ? rules.since : head.knownFrom,
  cause: task.cause,
});

const identityOf = ({ task, unit, period }: Withdrawn) => ({
  ...subjectFields(task, task.subjectKind),
  unit,
  period,
  periodRule: task.rule,
});

const NO_TREND = {
  n: 0,
  verdict: 'insufficient' as const,
  strength: 'none' as const,
  signals: [],
  breaks: [],
  withdrawn: true,
} satisfies Partial<TrendChanged>;

const NO_RATING = {
  rating: 'unrated' as const,
  reason: 'withdrawn',
  ruleVersion: RULE_VERSION,
  withdrawn: true,
} satisfies Partial<RatingChanged>;

export const withdrawnTrend = (rules: ScoringRules, withdrawn: Withdrawn) => ({
  ...common(rules, withdrawn),
  tag: NO_TREND.verdict,
  content: { ...identityOf(withdrawn), ...NO_TREND, ...demoOf(withdrawn) },
});

export const withdrawnRating = (rules: ScoringRules, withdrawn: Withdrawn) => ({
  ...common(rules, withdrawn),
  tag: NO_RATING.rating,
  content: { ...identityOf(withdrawn), ...NO_RATING, ...demoOf(withdrawn) },
});

const demoOf = ({ head: { demo } }: Withdrawn) => (demo ? { demo } : {});
