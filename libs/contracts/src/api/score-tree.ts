import { CAUSES, Type } from '../schema.js';
import { INPUT_STATES, SCORE_LEVELS, SCORE_STATES } from '../events/score.js';
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
  whole,
  words,
  yes,
  type Static,
} from './described.js';
import { RatingViewSchema, TrendViewSchema } from './marks.js';
import { NamedSchema, PeriodViewSchema, UnitReferenceSchema } from './reference.js';

/** A value that went into a score: down to the observation, its revision and when it was recorded. */
export const ScoreInputViewSchema = shape({
  observation: words('Id of the observation'),
  indicator: words('Indicator code'),
  unit: words('Whose value it is: the unit itself, or the province'),
  period: inPeriod('Period of the value, under the indicator’s own rule'),
  revision: whole('0 for the first report; each correction adds one'),
  value: real('In the indicator’s unit of measure'),
  numerator: maybe(real('Of a ratio')),
  denominator: maybe(real('Of a ratio')),
  recordedAt: at('When ingestion recorded this revision'),
  demo: demoField(),
});
export type ScoreInputView = Static<typeof ScoreInputViewSchema>;

export interface ScoreNode {
  code: string;
  kind: 'component' | 'indicator';
  nameVi: string;
  nameEn: string;
  /** Weight inside the parent as the edition gives it. */
  weight?: number;
  state: (typeof INPUT_STATES)[number];
  /** Measured value of an indicator, in its unit of measure. */
  value?: number;
  unitOfMeasure?: string;
  /** Score on the node's own scale. */
  score?: number;
  /** Share of the expected weight below that is present, 0–1. */
  coverage?: number;
  /** Part of the parent's score; the contributions of siblings add up to it. */
  contribution?: number;
  rating?: 'green' | 'yellow' | 'red' | 'no-data' | 'unrated';
  /** Values at the ends of the scale. */
  goalposts?: { lo: number; hi: number };
  /** E.g. `clamped`, `carried`. */
  flags?: string[];
  inputs?: ScoreInputView[];
  children?: ScoreNode[];
  demo?: boolean;
}

/** One node of the tree; `children` are nodes of the same shape. */
export const ScoreNodeSchema = Type.Unsafe<ScoreNode>({
  ...shape({
    code: words('Component or indicator code'),
    kind: choice(['component', 'indicator'] as const, 'What the code names'),
    nameVi: words('Vietnamese name'),
    nameEn: words('English name'),
    weight: maybe(real('Weight inside the parent as the edition gives it')),
    state: choice(INPUT_STATES, 'How the node entered its parent'),
    value: maybe(real('Measured value of an indicator')),
    unitOfMeasure: maybe(words('Of `value`')),
    score: maybe(real('Score on the node’s own scale')),
    coverage: maybe(real('Share of the expected weight below that is present, 0–1')),
    contribution: maybe(real('Part of the parent’s score; siblings add up to it')),
    rating: maybe(ratingField()),
    goalposts: maybe(shape({ lo: real('Low value'), hi: real('High value') })),
    flags: maybe(many(words('e.g. `clamped`, `carried`'), 'Remarks')),
    inputs: maybe(many(ScoreInputViewSchema, 'Observations behind an indicator')),
    children: maybe(Type.Array(Type.Unknown(), { items: { $ref: '#/components/schemas/ScoreNode' } })),
    demo: demoField(),
  }),
});

/** One bar of the bridge from the period before. */
export const MovedPartSchema = shape({
  code: words('Component or indicator code'),
  nameVi: words('Vietnamese name'),
  nameEn: words('English name'),
  before: maybe(real('Score of the part in the period before')),
  after: maybe(real('Score of the part now')),
  change: real('Difference of the contributions; the changes add up to the change of the score'),
});
export type MovedPart = Static<typeof MovedPartSchema>;

export const MovedSchema = shape({
  fromPeriod: inPeriod('The period compared with'),
  fromValue: maybe(real('Score then')),
  change: maybe(real('Score now minus score then')),
  comparable: yes('false where the edition changed between: the parts are absent and it is a break'),
  parts: many(MovedPartSchema, 'Largest change first'),
  rest: maybe(real('What rounding of published inputs leaves between the parts and the change')),
});
export type Moved = Static<typeof MovedSchema>;

/** An earlier state of the same score. */
export const ScoreVersionSchema = shape({
  version: whole('Version'),
  value: maybe(real('Score then')),
  state: choice(SCORE_STATES, 'State then'),
  cause: choice(CAUSES, 'Why it was made'),
  knownFrom: at('From when it was known'),
});
export type ScoreVersion = Static<typeof ScoreVersionSchema>;

/** `GET /scores/{index}/{unit}/{period}?component=` — one score with its whole tree. */
export const ScoreTreeResponseSchema = shape({
  unit: UnitReferenceSchema,
  index: NamedSchema,
  component: NamedSchema,
  period: PeriodViewSchema,
  edition: words('Edition under which it was computed'),
  editions: maybe(
    many(words('Edition'), 'Where several hold for the period: all of them, the leading one first'),
  ),
  level: choice(SCORE_LEVELS, 'Level of the root'),
  state: choice(SCORE_STATES, 'Only `scored` has a value'),
  reason: maybe(words('Stable code of why there is no value, or of a remark')),
  value: maybe(real('The computed score, on scaleMin–scaleMax')),
  published: maybe(real('The published value where the index has an outside publisher')),
  scaleMin: real('Low end of the scale'),
  scaleMax: real('High end of the scale'),
  coverage: real('0–1'),
  version: whole('Version of the score'),
  catalogueVersion: whole('Catalogue under which it was computed'),
  cause: choice(CAUSES, 'Why this version was made'),
  knownFrom: at('Newest recordedAt among the inputs'),
  rating: maybe(RatingViewSchema),
  trend: maybe(TrendViewSchema),
  tree: many(ScoreNodeSchema, 'Parts of the score; contributions add up to the value'),
  moved: maybe(MovedSchema),
  versions: many(ScoreVersionSchema, 'All states of this score, newest first'),
  demo: demoField(),
});
export type ScoreTreeResponse = Static<typeof ScoreTreeResponseSchema>;

/** A row of `GET /scores?index&unit&period&level`. */
export const ScoreRowSchema = shape({
  unit: words('Unit code'),
  index: words('Index code'),
  component: words('Component code'),
  period: inPeriod('Period'),
  periodRule: words('Period rule'),
  edition: words('Edition'),
  level: choice(SCORE_LEVELS, 'index, component or subcomponent'),
  state: choice(SCORE_STATES, 'Only `scored` has a value'),
  reason: maybe(words('Stable code')),
  value: maybe(real('Score')),
  published: maybe(real('Published value')),
  coverage: real('0–1'),
  status: choice(['computed', 'published'] as const, 'published where an outside result stands beside it'),
  version: whole('Version'),
  catalogueVersion: whole('Catalogue version'),
  cause: choice(CAUSES, 'Why'),
  knownFrom: at('Known from'),
  demo: demoField(),
});
export type ScoreRow = Static<typeof ScoreRowSchema>;
