import { defineEvent } from '../event-definition.js';
import {
  code,
  count,
  instant,
  number,
  oneOf,
  periodId,
  stateOf,
  text,
  Type,
  type Static,
} from '../schema.js';

export const ALERT_STATES = [
  'pending',
  'firing',
  'acknowledged',
  'resolved',
  'expired',
  'superseded',
] as const;
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export const RULE_KINDS = [
  'threshold',
  'drop',
  'trend',
  'rating',
  'target',
  'trajectory',
  'rank',
  'overdue',
  'quality',
  'publication',
  'task',
  'project',
] as const;
export const EXPLANATION_STATES = ['asked', 'answered', 'accepted', 'sent-back'] as const;

const SCOPE = {
  unit: code(),
  indicator: Type.Optional(code()),
  component: Type.Optional(code()),
  index: Type.Optional(code()),
  period: Type.Optional(periodId()),
};

const Alert = stateOf({
  id: code(),
  identity: code(),
  occurrence: count(),
  rule: code(),
  ruleVersion: count(),
  kind: oneOf(RULE_KINDS),
  severity: oneOf(SEVERITIES),
  state: oneOf(ALERT_STATES),
  transition: text(),
  reason: Type.Optional(text()),
  ...SCOPE,
  value: Type.Optional(number()),
  threshold: Type.Optional(number()),
  titleVi: text(),
  titleEn: text(),
  recipients: Type.Array(code()),
  openedAt: instant(),
  firedAt: Type.Optional(instant()),
  acknowledgedAt: Type.Optional(instant()),
  acknowledgedBy: Type.Optional(code()),
  closedAt: Type.Optional(instant()),
  withdrawn: Type.Optional(Type.Boolean()),
  dueAt: Type.Optional(instant()),
  knownFrom: instant(),
});
export type AlertChanged = Static<typeof Alert>;

/** One occurrence of a rule for a scope, with the transition that led to its present state. */
export const AlertChangedV1 = defineEvent({
  type: 'alert.changed.v1',
  schema: Alert,
  keyOf: (data) => data.unit,
  entityOf: (data) => data.id,
  timeOf: (data) => data.knownFrom,
  example: {
    id: '7e0f4d6c-4b7e-5a39-8f29-7d1f0a5b1c33',
    identity: 'task-on-time-low:SXD:TASK.ONTIME:2025-02',
    occurrence: 1,
    rule: 'task-on-time-low',
    ruleVersion: 1,
    kind: 'threshold',
    severity: 'warning',
    state: 'firing',
    transition: 'fired',
    unit: 'SXD',
    indicator: 'TASK.ONTIME',
    period: '2025-02',
    value: 52.4,
    threshold: 60,
    titleVi: 'Tỷ lệ nhiệm vụ đúng hạn của Sở Xây dựng là 52,4%',
    titleEn: 'Tasks on time at the Department of Construction: 52.4 %',
    recipients: ['REP.SXD'],
    openedAt: '2025-02-03T02:00:00.000Z',
    firedAt: '2025-02-03T02:00:00.000Z',
    version: 1,
    cause: 'live',
    catalogueVersion: 1,
    knownFrom: '2025-02-03T02:00:00.000Z',
  },
});

const Explanation = stateOf({
  id: code(),
  alert: Type.Optional(code()),
  ...SCOPE,
  state: oneOf(EXPLANATION_STATES),
  askedBy: Type.Optional(code()),
  answeredBy: Type.Optional(code()),
  reason: Type.Optional(text()),
  action: Type.Optional(text()),
  newDate: Type.Optional(text()),
  dueAt: Type.Optional(instant()),
  knownFrom: instant(),
});
export type ExplanationChanged = Static<typeof Explanation>;

/** What a lead owes when asked or when a rule says so. */
export const ExplanationChangedV1 = defineEvent({
  type: 'explanation.changed.v1',
  schema: Explanation,
  keyOf: (data) => data.unit,
  entityOf: (data) => data.id,
  timeOf: (data) => data.knownFrom,
  example: {
    id: '2b0f4d6c-4b7e-5a39-8f29-7d1f0a5b1c44',
    alert: '7e0f4d6c-4b7e-5a39-8f29-7d1f0a5b1c33',
    unit: 'SXD',
    indicator: 'TASK.ONTIME',
    period: '2025-02',
    state: 'answered',
    answeredBy: 'HEAD.SXD',
    reason: 'Hai dự án chờ thẩm định.',
    action: 'Bổ sung hồ sơ trước 15/02.',
    newDate: '2025-02-15',
    version: 2,
    cause: 'live',
    catalogueVersion: 1,
    knownFrom: '2025-02-05T02:00:00.000Z',
  },
});
