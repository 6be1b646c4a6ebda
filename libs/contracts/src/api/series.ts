import { Type } from '../schema.js';
import { OBSERVATION_STATUSES } from '../events/observation.js';
import { PLAN_SHAPES } from '../events/plan.js';
import { SUBJECT_KINDS } from '../events/cross-section.js';
import { SCORE_STATES } from '../events/score.js';
import {
  at,
  choice,
  demoField,
  inPeriod,
  many,
  maybe,
  onDay,
  ratingField,
  real,
  shape,
  whole,
  words,
  type Static,
} from './described.js';
import { RatingViewSchema, TrendViewSchema } from './marks.js';
import { NamedSchema, PeriodViewSchema, UnitReferenceSchema } from './reference.js';

export const RevisionSchema = shape({
  revision: whole('0 for the first report (for a score: its version)'),
  value: maybe(real('Value of this revision')),
  status: maybe(choice(OBSERVATION_STATUSES, 'estimate, preliminary, official')),
  reason: maybe(words('Reason of a correction')),
  note: maybe(words('Free text of the reporter')),
  reportedBy: maybe(words('Position that reported it')),
  recordedAt: at('When it became known'),
  demo: demoField(),
});
export type Revision = Static<typeof RevisionSchema>;

/** A point; without `value` it is a gap that must be drawn open. */
export const SeriesPointSchema = shape({
  period: inPeriod('Period'),
  firstDay: onDay('First day'),
  lastDay: onDay('Last day'),
  value: maybe(real('Value, or score of a component')),
  numerator: maybe(real('Of a ratio')),
  denominator: maybe(real('Of a ratio')),
  published: maybe(real('Published value of an index')),
  state: choice(
    [...SCORE_STATES, 'present', 'expected', 'late', 'missing'] as const,
    'present: an observation; expected: not due yet; late: past due and grace; missing: nothing was ever reported; else the score’s state',
  ),
  status: maybe(choice(OBSERVATION_STATUSES, 'Finality of an observation')),
  flag: maybe(words('SDMX flag, e.g. B for a break')),
  edition: maybe(words('Edition of a score')),
  rating: maybe(ratingField()),
  planned: maybe(real('Trajectory point')),
  revisions: many(RevisionSchema, 'Newest first; one or more'),
  demo: demoField(),
});
export type SeriesPoint = Static<typeof SeriesPointSchema>;

export const TrajectorySchema = shape({
  shape: choice(PLAN_SHAPES, 'How the path runs between base and target'),
  base: shape({ period: inPeriod('Period'), value: real('Value') }),
  target: shape({ period: inPeriod('Period'), value: real('Value') }),
  points: many(
    shape({ period: inPeriod('Period'), lastDay: onDay('Last day'), value: real('Planned value') }),
    'Planned values',
  ),
  issuer: maybe(words('Who set it')),
  demo: demoField(),
});
export type Trajectory = Static<typeof TrajectorySchema>;

export const ForecastViewSchema = shape({
  from: inPeriod('Last period with a value'),
  method: words('Method'),
  steps: many(
    shape({
      period: inPeriod('Period'),
      mean: real('Mean'),
      lower80: maybe(real('80 % interval')),
      upper80: maybe(real('80 % interval')),
      lower95: maybe(real('95 % interval')),
      upper95: maybe(real('95 % interval')),
    }),
    'Steps ahead; intervals are absent where fewer than 20 errors were pooled',
  ),
  target: maybe(shape({ period: inPeriod('End of the plan'), value: real('What it wants there') })),
  probabilityOfTarget: maybe(real('0–1; absent beyond the last step and where there is no interval')),
  requiredPace: maybe(real('Change a period that is needed')),
  achievedPace: maybe(real('Change a period so far')),
});
export type ForecastView = Static<typeof ForecastViewSchema>;

/** `GET /series/{indicator or component}/{unit}?index&rule` */
export const SeriesResponseSchema = shape({
  subject: NamedSchema,
  subjectKind: choice(SUBJECT_KINDS, 'index, component or indicator'),
  index: maybe(words('Index of a component’s scores')),
  unit: UnitReferenceSchema,
  unitOfMeasure: words('Unit of the values; `điểm` for scores'),
  direction: choice(['up', 'down', 'neutral'] as const, 'Which way is better'),
  periodRule: words('Rule that cuts the periods'),
  scored: maybe(Type.Boolean({ description: 'Whether the indicator enters scores' })),
  feeds: maybe(many(words('Component'), 'Components that the indicator scores into')),
  drives: maybe(many(words('Component'), 'Components that it only drives')),
  answers: maybe(UnitReferenceSchema),
  points: many(SeriesPointSchema, 'Oldest first; every period from the first to the newest, gaps included'),
  trajectories: many(TrajectorySchema, 'Oldest first'),
  rating: maybe(RatingViewSchema),
  trend: maybe(TrendViewSchema),
  breaks: many(
    shape({
      period: inPeriod('First period after the break'),
      reason: words('edition, flag or change-point'),
    }),
    'No line and no trend crosses an edition or a flag; a change-point is found, and a person decides about it',
  ),
  forecast: maybe(ForecastViewSchema),
  period: maybe(PeriodViewSchema),
  demo: demoField(),
});
export type SeriesResponse = Static<typeof SeriesResponseSchema>;
