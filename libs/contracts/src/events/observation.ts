import { defineEvent } from '../event-definition.js';
import { code, instant, number, oneOf, periodId, stateOf, text, Type, type Static } from '../schema.js';

export const OBSERVATION_STATUSES = ['estimate', 'preliminary', 'official'] as const;
export const REVISION_REASONS = ['correction', 'late-data', 'definition', 'audit', 'other'] as const;

const REPORTED_FIELDS = {
  indicator: code(),
  unit: code(),
  period: periodId(),
  value: number(),
  numerator: Type.Optional(number()),
  denominator: Type.Optional(number()),
  status: Type.Optional(oneOf(OBSERVATION_STATUSES)),
  flag: Type.Optional(text()),
  reason: Type.Optional(oneOf(REVISION_REASONS)),
  note: Type.Optional(text()),
  reportedBy: Type.Optional(code()),
  demo: Type.Optional(Type.Boolean()),
};

const example = {
  indicator: 'SVC.ONTIME',
  unit: 'STNMT',
  period: '2024-03',
  value: 96.4,
  numerator: 964,
  denominator: 1000,
  status: 'official',
} as const;

const Recorded = stateOf({
  id: code(),
  ...REPORTED_FIELDS,
  scoredUnit: code(),
  revision: Type.Integer({ minimum: 0 }),
  unitOfMeasure: text(),
  status: oneOf(OBSERVATION_STATUSES),
  recordedAt: instant(),
});
export type ObservationRecorded = Static<typeof Recorded>;

/** A value of (indicator, unit, period) as ingestion recorded it; the entity is one revision chain, version = revision + 1. */
export const ObservationRecordedV1 = defineEvent({
  type: 'observation.recorded.v1',
  schema: Recorded,
  keyOf: (data) => data.scoredUnit,
  entityOf: (data) => `${data.indicator}:${data.unit}:${data.period}`,
  timeOf: (data) => data.recordedAt,
  example: {
    ...example,
    id: '0d1e1c4e-5d54-5c5b-9d8c-0a4b6c0c7a11',
    version: 1,
    cause: 'live',
    scoredUnit: 'STNMT',
    revision: 0,
    unitOfMeasure: '%',
    recordedAt: '2024-03-22T03:15:00.000Z',
    reportedBy: 'REP.STNMT',
    catalogueVersion: 1,
  },
});

const Reported = Type.Object(REPORTED_FIELDS);
export type ObservationReported = Static<typeof Reported>;

/** What a data team or another service reports; ingestion records or returns it. It has no version: it is a request. */
export const ObservationReportedV1 = defineEvent({
  type: 'observation.reported.v1',
  schema: Reported,
  keyOf: (data) => data.unit,
  entityOf: (data) => `${data.indicator}:${data.unit}:${data.period}`,
  timeOf: () => new Date(0).toISOString(),
  example,
});

const Returned = stateOf({
  id: code(),
  indicator: Type.Optional(text()),
  unit: text(),
  period: Type.Optional(text()),
  value: Type.Optional(number()),
  problems: Type.Array(
    Type.Object({ code: code(), field: text(), detail: text(), detailEn: Type.Optional(text()) }),
  ),
  reportedEventId: Type.Optional(text()),
  reportedBy: Type.Optional(code()),
  recordedAt: instant(),
});
export type ObservationReturned = Static<typeof Returned>;

/** A reported row that ingestion refused, with its reasons: `detail` in Vietnamese, `detailEn` in English. */
export const ObservationReturnedV1 = defineEvent({
  type: 'observation.returned.v1',
  schema: Returned,
  keyOf: (data) => data.unit,
  entityOf: (data) => data.id,
  timeOf: (data) => data.recordedAt,
  example: {
    id: '5b4c5e4e-5d54-5c5b-9d8c-0a4b6c0c7a12',
    version: 1,
    cause: 'live',
    catalogueVersion: 1,
    indicator: 'SVC.ONTIME',
    unit: 'STNMT',
    period: '2024-03',
    problems: [
      {
        code: 'value.out-of-bounds',
        field: 'value',
        detail: 'Giá trị 130 nằm ngoài khoảng từ 0 đến 100.',
        detailEn: 'The value 130 lies outside 0 to 100.',
      },
    ],
    recordedAt: '2024-03-22T03:15:00.000Z',
  },
});
