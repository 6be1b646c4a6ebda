import { ALERT_STATES, EXPLANATION_STATES, RULE_KINDS, SEVERITIES } from '../events/alert.js';
import {
  at,
  choice,
  demoField,
  inPeriod,
  many,
  maybe,
  real,
  shape,
  whole,
  words,
  yes,
  type Static,
} from './described.js';
import { PositionReferenceSchema, UnitReferenceSchema } from './reference.js';

export const ExplanationViewSchema = shape({
  id: words('Explanation id'),
  state: choice(EXPLANATION_STATES, 'asked → answered → accepted or sent back'),
  askedBy: maybe(words('Position')),
  answeredBy: maybe(words('Position')),
  reason: maybe(words('Reason given')),
  action: maybe(words('Action promised')),
  newDate: maybe(words('Promised day')),
  dueAt: maybe(at('Due')),
  knownFrom: at('Since when'),
});
export type ExplanationView = Static<typeof ExplanationViewSchema>;

/** A step in the life of an alert. */
export const AlertStepSchema = shape({
  transition: words('e.g. fired, acknowledged, resolved, withdrawn'),
  state: choice(ALERT_STATES, 'State after it'),
  at: at('When'),
  by: maybe(words('Position that did it')),
  reason: maybe(words('Reason')),
  value: maybe(real('Value at that time')),
});
export type AlertStep = Static<typeof AlertStepSchema>;

export const AlertViewSchema = shape({
  id: words('Occurrence id; POST /alerts/{id}/acknowledge'),
  rule: words('Rule'),
  ruleVersion: whole('Version of the rule'),
  kind: choice(RULE_KINDS, 'Kind of rule'),
  severity: choice(SEVERITIES, 'Severity'),
  state: choice(ALERT_STATES, 'Open: pending, firing, acknowledged'),
  open: yes('Whether it is open'),
  titleVi: words('Vietnamese title, with the number'),
  titleEn: words('English title'),
  unit: UnitReferenceSchema,
  indicator: maybe(words('Indicator')),
  component: maybe(words('Component')),
  index: maybe(words('Index')),
  period: maybe(inPeriod('Period')),
  value: maybe(real('Value that fired')),
  threshold: maybe(real('Level that was crossed')),
  recipients: many(PositionReferenceSchema, 'Positions that are told'),
  openedAt: at('Opened'),
  firedAt: maybe(at('Fired')),
  acknowledgedAt: maybe(at('Acknowledged')),
  acknowledgedBy: maybe(words('Position')),
  closedAt: maybe(at('Closed')),
  withdrawn: maybe(yes('A correction showed that it never held')),
  dueAt: maybe(at('When an explanation is due')),
  overdue: yes('Past due'),
  explanation: maybe(ExplanationViewSchema),
  timeline: many(AlertStepSchema, 'Oldest first'),
  version: whole('Version'),
  knownFrom: at('Of this state'),
  demo: demoField(),
});
export type AlertView = Static<typeof AlertViewSchema>;

/** `GET /alerts?state=open|closed&unit&severity&cursor` */
export const AlertListResponseSchema = shape({
  counts: shape({
    open: whole('Open'),
    unacknowledged: whole('Firing'),
    reportsOverdue: whole('Open alerts about a report past its due time'),
    explanationsOverdue: whole('Open alerts whose explanation is past its due time'),
    closed: whole('Resolved, expired, superseded'),
  }),
  items: many(AlertViewSchema, 'Newest first'),
  next: maybe(words('Cursor of the next page')),
});
export type AlertListResponse = Static<typeof AlertListResponseSchema>;
