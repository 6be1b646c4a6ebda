import { defineEvent } from '../event-definition.js';
import { code, instant, oneOf, periodId, stateOf, text, Type, type Static } from '../schema.js';

export const OBLIGATION_STATES = ['expected', 'received', 'late', 'ended'] as const;

const Obligation = stateOf({
  id: code(),
  indicator: code(),
  unit: code(),
  reportingUnit: code(),
  scoredUnit: code(),
  period: periodId(),
  state: oneOf(OBLIGATION_STATES),
  dueAt: instant(),
  graceEndsAt: instant(),
  receivedAt: Type.Optional(instant()),
  reason: Type.Optional(text()),
  recordedAt: instant(),
});
export type ObligationChanged = Static<typeof Obligation>;

/**
 * A report that is due: `unit` is whose value it is, `reportingUnit` owes it, `scoredUnit` answers for it.
 * `late` begins when the grace has passed; a report that came late is `received` with `receivedAt` after `graceEndsAt`.
 */
export const ObligationChangedV1 = defineEvent({
  type: 'obligation.changed.v1',
  schema: Obligation,
  keyOf: (data) => data.scoredUnit,
  entityOf: (data) => data.id,
  timeOf: (data) => data.recordedAt,
  example: {
    id: 'SVC.ONTIME:STNMT:2024-03',
    version: 2,
    cause: 'live',
    catalogueVersion: 1,
    indicator: 'SVC.ONTIME',
    unit: 'STNMT',
    reportingUnit: 'STNMT',
    scoredUnit: 'STNMT',
    period: '2024-03',
    state: 'received',
    dueAt: '2024-03-25T10:00:00.000Z',
    graceEndsAt: '2024-03-27T10:00:00.000Z',
    receivedAt: '2024-03-22T03:15:00.000Z',
    recordedAt: '2024-03-22T03:15:00.000Z',
  },
});
