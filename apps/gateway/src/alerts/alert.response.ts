import {
  type AlertChanged,
  type AlertStep,
  type AlertView,
  type ExplanationChanged,
  type ExplanationView,
  type Instant,
} from '#contracts';
import { type Names } from '../names/names.js';
import { demoMark, present } from '../questions/present.js';
import { OPEN_STATES } from './alert.query.js';

const isOpen = (state: AlertChanged['state']): boolean => OPEN_STATES.some((open) => open === state);

export interface AlertFacts {
  readonly now: Instant;
  readonly history: readonly AlertChanged[];
  readonly explanation: ExplanationChanged | undefined;
  readonly names: Names;
}

export function alertView(alert: AlertChanged, { now, history, explanation, names }: AlertFacts): AlertView {
  const { id, rule, ruleVersion, kind, severity, state, titleVi, titleEn, openedAt, version, knownFrom } =
    alert;
  const day = openedAt.slice(0, 10);
  const open = isOpen(state);
  return {
    id,
    rule,
    ruleVersion,
    kind,
    severity,
    state,
    open,
    titleVi,
    titleEn,
    openedAt,
    version,
    knownFrom,

    unit: names.unit(alert.unit, day),
    ...present('indicator', alert.indicator),
    ...present('component', alert.component),
    ...present('index', alert.index),
    ...present('period', alert.period),
    ...present('value', alert.value),
    ...present('threshold', alert.threshold),
    recipients: alert.recipients.map((position) => names.position(position, day)),
    ...present('firedAt', alert.firedAt),
    ...present('acknowledgedAt', alert.acknowledgedAt),
    ...present('acknowledgedBy', alert.acknowledgedBy),
    ...present('closedAt', alert.closedAt),
    ...present('withdrawn', alert.withdrawn),
    ...present('dueAt', alert.dueAt),
    overdue: open && alert.dueAt !== undefined && alert.dueAt < now,
    ...present('explanation', explanation && explanationView(explanation)),
    timeline: history.map(stepOf),
    ...demoMark(alert.demo),
  };
}

const stepOf = ({
  transition,
  state,
  knownFrom,
  acknowledgedBy,
  reason,
  value,
}: AlertChanged): AlertStep => ({
  transition,
  state,
  at: knownFrom,
  ...present('by', state === 'acknowledged' ? acknowledgedBy : undefined),
  ...present('reason', reason),
  ...present('value', value),
});

export const explanationView = (explanation: ExplanationChanged): ExplanationView => ({
  id: explanation.id,
  state: explanation.state,
  ...present('askedBy', explanation.askedBy),
  ...present('answeredBy', explanation.answeredBy),
  ...present('reason', explanation.reason),
  ...present('action', explanation.action),
  ...present('newDate', explanation.newDate),
  ...present('dueAt', explanation.dueAt),
  knownFrom: explanation.knownFrom,
});
