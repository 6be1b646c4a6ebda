import { defineEvent } from '../event-definition.js';
import {
  code,
  count,
  day,
  instant,
  number,
  oneOf,
  periodId,
  stateOf,
  text,
  Type,
  type Static,
} from '../schema.js';

export const PUBLICATION_STATES = ['provisional', 'completed', 'partial'] as const;

const Publication = stateOf({
  id: code(),
  index: code(),
  period: periodId(),
  state: oneOf(PUBLICATION_STATES),
  expected: count(),
  received: count(),
  publishedOn: Type.Optional(day()),
  results: Type.Array(
    Type.Object({
      unit: code(),
      value: Type.Optional(number()),
      rank: Type.Optional(count()),
      tierVi: Type.Optional(text()),
      tierEn: Type.Optional(text()),
    }),
  ),
  recordedAt: instant(),
});
export type PublicationCompleted = Static<typeof Publication>;

/** An outside result of one index and year as published; provisional until every province of its year is in. */
export const PublicationCompletedV1 = defineEvent({
  type: 'publication.completed.v1',
  schema: Publication,
  keyOf: (data) => `${data.index}:${data.period}`,
  entityOf: (data) => data.id,
  timeOf: (data) => data.recordedAt,
  example: {
    id: 'PCI:2016',
    version: 1,
    cause: 'backfill',
    catalogueVersion: 1,
    index: 'PCI',
    period: '2016',
    state: 'completed',
    expected: 63,
    received: 63,
    results: [{ unit: 'T48', value: 70.00278, rank: 1, tierVi: 'Rất tốt', tierEn: 'Excellent' }],
    recordedAt: '2017-03-14T05:00:00.000Z',
  },
});
