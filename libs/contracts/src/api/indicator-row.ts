import {
  at,
  choice,
  demoField,
  inPeriod,
  many,
  maybe,
  ratingField,
  real,
  shape,
  words,
  yes,
  type Static,
} from './described.js';
import { TrendViewSchema } from './marks.js';
import { NamedSchema, PositionReferenceSchema, UnitReferenceSchema } from './reference.js';

/** An indicator of a unit at one period, as movers and department tables show it. */
export const IndicatorRowSchema = shape({
  indicator: NamedSchema,
  unit: UnitReferenceSchema,
  forUnit: words('Whose value it is: the unit itself, or the province'),
  unitOfMeasure: words('Unit of measure'),
  direction: choice(['up', 'down', 'neutral'] as const, 'Which way is better'),
  scored: yes('Whether it enters scores'),
  period: maybe(inPeriod('Period of the newest value')),
  periodRule: words('Rule of the indicator'),
  value: maybe(real('Newest value')),
  change: maybe(real('Against the value of `comparedWith`; change of a percentage is in points')),
  comparedWith: maybe(
    inPeriod('The period before; for a sum that runs through the year the same period a year before'),
  ),
  rating: ratingField(),
  previousRating: maybe(ratingField()),
  planned: maybe(real('Trajectory point of the period')),
  gap: maybe(real('How far behind the path, in the unit of measure; 0 or less is reached')),
  target: maybe(shape({ period: inPeriod('Period'), value: real('Value') })),
  pace: choice(
    ['reached', 'on-the-way', 'not-reaching', 'unknown'] as const,
    'At the achieved pace: target reached already, will be, will not be, or too little data',
  ),
  paceReaches: maybe(inPeriod('Period in which the target is reached at this pace')),
  trend: maybe(TrendViewSchema),
  sparkline: many(
    shape({
      period: inPeriod('Period'),
      value: maybe(real('Absent is a gap')),
      planned: maybe(real('Path')),
    }),
    'Up to 13 periods, oldest first',
  ),
  responsible: maybe(PositionReferenceSchema),
  explanation: maybe(
    shape({
      state: words('asked, answered, accepted, sent-back'),
      dueAt: maybe(at('Due')),
      overdue: yes('Past due'),
    }),
  ),
  recordedAt: maybe(at('Of the newest value')),
  demo: demoField(),
});
export type IndicatorRow = Static<typeof IndicatorRowSchema>;
