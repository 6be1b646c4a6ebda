import { defineEvent } from '../event-definition.js';
import { code, day, instant, number, oneOf, periodId, stateOf, text, Type, type Static } from '../schema.js';

export const PLAN_SHAPES = ['linear', 'stepwise', 'cumulative'] as const;

const point = () => Type.Object({ period: periodId(), value: number() });
const Plan = stateOf({
  id: code(),
  indicator: code(),
  unit: code(),
  scoredUnit: code(),
  base: point(),
  target: point(),
  shape: oneOf(PLAN_SHAPES),
  points: Type.Array(Type.Object({ period: periodId(), lastDay: day(), value: number() })),
  issuer: Type.Optional(text()),
  recordedAt: instant(),
});
export type PlanRecorded = Static<typeof Plan>;

/** The trajectory of an indicator for a unit: planned values for each period up to the target. */
export const PlanRecordedV1 = defineEvent({
  type: 'plan.recorded.v1',
  schema: Plan,
  keyOf: (data) => data.scoredUnit,
  entityOf: (data) => data.id,
  timeOf: (data) => data.recordedAt,
  example: {
    id: 'SVC.ONTIME:STNMT:2024-12',
    version: 1,
    cause: 'live',
    catalogueVersion: 1,
    indicator: 'SVC.ONTIME',
    unit: 'STNMT',
    scoredUnit: 'STNMT',
    base: { period: '2023-12', value: 94 },
    target: { period: '2024-12', value: 98 },
    shape: 'linear',
    points: [
      { period: '2024-06', lastDay: '2024-06-20', value: 96 },
      { period: '2024-12', lastDay: '2024-12-20', value: 98 },
    ],
    recordedAt: '2024-01-05T02:00:00.000Z',
  },
});
