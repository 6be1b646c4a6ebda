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

export const SCORE_STATES = ['scored', 'insufficient', 'not-computed', 'conflict', 'not-processed'] as const;
export const SCORE_LEVELS = ['index', 'component', 'subcomponent'] as const;
export const INPUT_STATES = [
  'present',
  'stand-in',
  'carried',
  'missing',
  'conflict',
  'not-processed',
] as const;

const input = () =>
  Type.Object({
    observation: code(),
    indicator: code(),
    unit: code(),
    period: periodId(),
    revision: count(),
    value: number(),
    numerator: Type.Optional(number()),
    denominator: Type.Optional(number()),
    recordedAt: instant(),
    demo: Type.Optional(Type.Boolean()),
  });

const part = () =>
  Type.Object({
    code: code(),
    kind: oneOf(['component', 'indicator'] as const),
    weight: Type.Optional(number()),
    state: oneOf(INPUT_STATES),
    value: Type.Optional(number()),
    score: Type.Optional(number()),
    coverage: Type.Optional(number()),
    contribution: Type.Optional(number()),
    /** Whose value it is, where that is another unit than the score's. */
    unit: Type.Optional(code()),
    goalposts: Type.Optional(Type.Object({ lo: number(), hi: number() })),
    flags: Type.Optional(Type.Array(text())),
    inputs: Type.Optional(Type.Array(input())),
  });

const Score = stateOf({
  unit: code(),
  index: code(),
  component: code(),
  period: periodId(),
  periodRule: code(),
  edition: code(),
  level: oneOf(SCORE_LEVELS),
  state: oneOf(SCORE_STATES),
  reason: Type.Optional(text()),
  value: Type.Optional(number()),
  published: Type.Optional(number()),
  /** The score that the same parts give at their trajectory points, and at their bases. */
  planned: Type.Optional(number()),
  base: Type.Optional(number()),
  coverage: number(),
  parts: Type.Array(part()),
  knownFrom: instant(),
});
export type ScoreChanged = Static<typeof Score>;
export type ScorePart = ScoreChanged['parts'][number];
export type ScoreInput = NonNullable<ScorePart['inputs']>[number];

const example: ScoreChanged = {
  unit: 'STNMT',
  index: 'LEAD.GOV',
  component: 'PAPI.5',
  period: '2024-03',
  periodRule: 'M15',
  edition: 'LEAD-2022',
  level: 'component',
  state: 'scored',
  value: 8.2,
  coverage: 1,
  version: 3,
  cause: 'live',
  catalogueVersion: 1,
  knownFrom: '2024-03-22T03:15:00.000Z',
  parts: [
    {
      code: 'SVC.ONTIME',
      kind: 'indicator',
      weight: 2,
      state: 'present',
      value: 96.4,
      score: 8.2,
      contribution: 8.2,
      goalposts: { lo: 80, hi: 100 },
      inputs: [
        {
          observation: '0d1e1c4e-5d54-5c5b-9d8c-0a4b6c0c7a11',
          indicator: 'SVC.ONTIME',
          unit: 'STNMT',
          period: '2024-03',
          revision: 0,
          value: 96.4,
          recordedAt: '2024-03-22T03:15:00.000Z',
        },
      ],
    },
  ],
};

const entityOf = (data: ScoreChanged) =>
  `${data.unit}:${data.index}:${data.component}:${data.periodRule}:${data.period}`;

/** The score of one node of an index for one unit and period, with the parts that it was made of. */
export const ScoreChangedV1 = defineEvent({
  type: 'score.changed.v1',
  schema: Score,
  keyOf: (data) => data.unit,
  entityOf,
  timeOf: (data) => data.knownFrom,
  example,
});

/** The newest score of each node, compacted by unit : index : component : period. */
export const ScoreStateV1 = defineEvent({
  type: 'score.state.v1',
  schema: Score,
  keyOf: (data) => `${data.unit}:${data.index}:${data.component}:${data.period}`,
  entityOf,
  timeOf: (data) => data.knownFrom,
  example,
});
