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

export const SUBJECT_KINDS = ['index', 'component', 'indicator'] as const;
export const VERDICTS = ['improving', 'holding', 'worsening', 'insufficient'] as const;
export const STRENGTHS = ['robust', 'indicative', 'none'] as const;
export const RATINGS = ['green', 'yellow', 'red', 'no-data', 'unrated'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export type Verdict = (typeof VERDICTS)[number];
export type Strength = (typeof STRENGTHS)[number];
export type Rating = (typeof RATINGS)[number];

/** What a trend, rating, forecast or rank speaks of: an indicator, or a node of an index. `index` is there for nodes. */
const SUBJECT = { subject: code(), subjectKind: oneOf(SUBJECT_KINDS), index: Type.Optional(code()) };
const subjectOf = (data: { subject: string; index?: string }) =>
  data.index && data.index !== data.subject ? `${data.index}/${data.subject}` : data.subject;

const Rank = stateOf({
  ...SUBJECT,
  period: periodId(),
  periodRule: code(),
  edition: Type.Optional(code()),
  peerGroup: code(),
  completed: Type.Boolean(),
  ofN: count(),
  rows: Type.Array(
    Type.Object({
      unit: code(),
      value: number(),
      rank: count(),
      tier: Type.Optional(text()),
      demo: Type.Optional(Type.Boolean()),
    }),
  ),
  knownFrom: instant(),
});
export type RankChanged = Static<typeof Rank>;

/** The whole ranking of an index or component among a peer group in one period; competition ranks, before rounding. */
export const RankChangedV1 = defineEvent({
  type: 'rank.changed.v1',
  schema: Rank,
  keyOf: (data) => `${subjectOf(data)}:${data.period}:${data.peerGroup}`,
  entityOf: (data) => `${subjectOf(data)}:${data.periodRule}:${data.period}:${data.peerGroup}`,
  timeOf: (data) => data.knownFrom,
  example: {
    subject: 'PCI.TOTAL',
    subjectKind: 'index',
    index: 'PCI',
    period: '2016',
    periodRule: 'SURVEY_YEAR',
    edition: 'PCI-2013',
    peerGroup: 'PG_TINH',
    completed: true,
    ofN: 2,
    rows: [
      { unit: 'T48', value: 70.00278, rank: 1 },
      { unit: 'T22', value: 65.60135, rank: 2 },
    ],
    version: 1,
    cause: 'backfill',
    catalogueVersion: 1,
    knownFrom: '2017-03-14T05:00:00.000Z',
  },
});

const perUnit = (data: {
  unit: string;
  subject: string;
  index?: string;
  period: string;
  periodRule: string;
}) => `${data.unit}:${subjectOf(data)}:${data.periodRule}:${data.period}`;

const Trend = stateOf({
  ...SUBJECT,
  unit: code(),
  period: periodId(),
  periodRule: code(),
  n: count(),
  verdict: oneOf(VERDICTS),
  strength: oneOf(STRENGTHS),
  method: Type.Optional(oneOf(['exact', 'normal', 'seasonal'] as const)),
  slope: Type.Optional(number()),
  slopeLower: Type.Optional(number()),
  slopeUpper: Type.Optional(number()),
  s: Type.Optional(number()),
  z: Type.Optional(number()),
  p: Type.Optional(number()),
  pAdjusted: Type.Optional(number()),
  tau: Type.Optional(number()),
  prewhitened: Type.Optional(Type.Object({ p: number(), slope: number(), lag1: number() })),
  changeSinceLast: Type.Optional(number()),
  family: Type.Optional(code()),
  signals: Type.Array(Type.Object({ period: periodId(), rule: text() })),
  breaks: Type.Array(periodId()),
  /** Nothing is said of the period any more: what it was judged from has been taken back. */
  withdrawn: Type.Optional(Type.Boolean()),
  knownFrom: instant(),
});
export type TrendChanged = Static<typeof Trend>;

/** The direction of one series up to a period, judged within its family (false-discovery control). */
export const TrendChangedV1 = defineEvent({
  type: 'trend.changed.v1',
  schema: Trend,
  keyOf: (data) => data.unit,
  entityOf: perUnit,
  timeOf: (data) => data.knownFrom,
  example: {
    subject: 'SVC.ONTIME',
    subjectKind: 'indicator',
    unit: 'STNMT',
    period: '2024-03',
    periodRule: 'M21',
    n: 36,
    verdict: 'improving',
    strength: 'robust',
    method: 'normal',
    slope: 0.12,
    p: 0.003,
    signals: [],
    breaks: [],
    version: 2,
    cause: 'live',
    catalogueVersion: 1,
    knownFrom: '2024-03-22T03:15:00.000Z',
  },
});

const RatingState = stateOf({
  ...SUBJECT,
  unit: code(),
  period: periodId(),
  periodRule: code(),
  rating: oneOf(RATINGS),
  reason: text(),
  value: Type.Optional(number()),
  planned: Type.Optional(number()),
  base: Type.Optional(number()),
  attainment: Type.Optional(number()),
  tolerance: Type.Optional(number()),
  verdict: Type.Optional(oneOf(VERDICTS)),
  ruleVersion: code(),
  /** Nothing is said of the period any more: what it was rated from has been taken back. */
  withdrawn: Type.Optional(Type.Boolean()),
  knownFrom: instant(),
});
export type RatingChanged = Static<typeof RatingState>;

/** Level against trajectory together with direction, for an indicator or a node; `attainment` is (x − b) / (T − b). */
export const RatingChangedV1 = defineEvent({
  type: 'rating.changed.v1',
  schema: RatingState,
  keyOf: (data) => data.unit,
  entityOf: perUnit,
  timeOf: (data) => data.knownFrom,
  example: {
    subject: 'SVC.ONTIME',
    subjectKind: 'indicator',
    unit: 'STNMT',
    period: '2024-03',
    periodRule: 'M21',
    rating: 'yellow',
    reason: 'behind-close',
    value: 94.9,
    planned: 95,
    base: 94,
    attainment: 0.9,
    ruleVersion: '1',
    version: 2,
    cause: 'live',
    catalogueVersion: 1,
    knownFrom: '2024-03-22T03:15:00.000Z',
  },
});

const Forecast = stateOf({
  ...SUBJECT,
  unit: code(),
  period: periodId(),
  periodRule: code(),
  /** `none` where the series has become too short to be forecast; it then has no steps. */
  method: text(),
  parameters: Type.Record(Type.String(), Type.Number()),
  steps: Type.Array(
    Type.Object({
      period: periodId(),
      mean: number(),
      lower80: Type.Optional(number()),
      upper80: Type.Optional(number()),
      lower95: Type.Optional(number()),
      upper95: Type.Optional(number()),
    }),
  ),
  /** The nearest target of its plans that lies ahead; what the next three speak of. */
  target: Type.Optional(Type.Object({ period: periodId(), value: number() })),
  probabilityOfTarget: Type.Optional(number()),
  requiredPace: Type.Optional(number()),
  achievedPace: Type.Optional(number()),
  knownFrom: instant(),
});
export type ForecastChanged = Static<typeof Forecast>;

/**
 * The forecast of one series from its newest value (`period`) on, with conformal intervals where the pool of errors
 * allows them. One entity a series: a newer period is a newer version of it.
 */
export const ForecastChangedV1 = defineEvent({
  type: 'forecast.changed.v1',
  schema: Forecast,
  keyOf: (data) => data.unit,
  entityOf: (data) => `${data.unit}:${subjectOf(data)}:${data.periodRule}`,
  timeOf: (data) => data.knownFrom,
  example: {
    subject: 'PCI.TOTAL',
    subjectKind: 'index',
    index: 'PCI',
    unit: 'TN',
    period: '2016',
    periodRule: 'SURVEY_YEAR',
    method: 'shrunken-ses',
    parameters: { alpha: 0.6, shrink: 0.3 },
    steps: [{ period: '2017', mean: 61.2, lower80: 58.9, upper80: 63.5 }],
    version: 1,
    cause: 'backfill',
    catalogueVersion: 1,
    knownFrom: '2017-03-14T05:00:00.000Z',
  },
});
