import { type Rule } from './rule.js';

const NORMAL_LADDER = [
  { afterWorkingDays: 3, to: 'office' },
  { afterWorkingDays: 10, to: 'vice-chairman' },
] as const;

/** The rules with which a province begins; later versions come as data. */
export const FIRST_RULES: readonly Rule[] = [
  {
    id: 'task-on-time-low',
    version: 1,
    kind: 'threshold',
    severity: 'warning',
    active: true,
    scope: { indicator: 'TASK.ONTIME' },
    fires: { below: 60 },
    clears: { from: 65 },
    escalation: NORMAL_LADDER,
  },
  {
    id: 'indicator-worsening',
    version: 1,
    kind: 'trend',
    severity: 'info',
    active: true,
    scope: { subjectKind: 'indicator' },
    strength: 'robust',
    forPeriods: 2,
    escalation: NORMAL_LADDER,
  },
  {
    id: 'report-overdue',
    version: 1,
    kind: 'overdue',
    severity: 'info',
    active: true,
    scope: { reports: true },
    escalation: NORMAL_LADDER,
  },
];
