import { code, day, flag, list, number, oneOf, periodId, text, Type, type Static } from '../schema.js';

const optional = Type.Optional;
const PROVENANCE = {
  sourceFlag: optional(text()),
  source: optional(text()),
  note: optional(text()),
  verified: optional(Type.Union([text(), flag()])),
};
const NAMES = { nameVi: text(), nameEn: text() };

export const FREQUENCIES = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const unit = Type.Object({
  ...NAMES,
  kind: text(),
  level: text(),
  reports: flag(),
  shortVi: optional(text()),
  parentCode: optional(text()),
  adminCode: optional(text()),
  aliases: optional(list()),
  successorCodes: optional(list()),
  changeKind: optional(text()),
  ...PROVENANCE,
});

const indicator = Type.Object({
  ...NAMES,
  index: text(),
  component: text(),
  kind: oneOf(['leading', 'context', 'outcome', 'perception'] as const),
  scope: optional(text()),
  unit: text(),
  direction: oneOf(['up', 'down', 'neutral'] as const),
  scored: flag(),
  aggTime: oneOf(['last', 'sum', 'ratio'] as const),
  aggUnit: optional(text()),
  numeratorVi: optional(text()),
  denominatorVi: optional(text()),
  ratioFactor: optional(number()),
  /** `year`: the value runs up from January to December and begins anew. */
  accumulates: optional(oneOf(['year'] as const)),
  frequency: oneOf(FREQUENCIES),
  periodRule: code(),
  dueRule: code(),
  feeds: optional(list()),
  drives: optional(list()),
  scaleMin: optional(number()),
  scaleMax: optional(number()),
  tolerance: optional(number()),
  trendThreshold: optional(number()),
  seriesKey: optional(text()),
  scaleFactor: optional(number()),
  ...PROVENANCE,
});

const component = Type.Object({
  ...NAMES,
  index: text(),
  seriesCode: optional(text()),
  oracleAlias: optional(text()),
  responsibilityCode: optional(text()),
});

const edition = Type.Object({
  index: text(),
  validFromPeriod: periodId(),
  validToPeriod: optional(periodId()),
  nodes: Type.Array(
    Type.Object({
      code: code(),
      parent: optional(code()),
      level: oneOf(['index', 'component', 'subcomponent'] as const),
      weight: optional(number()),
      aggregation: oneOf(['weighted-sum', 'sum', 'weighted-mean', 'none'] as const),
      scaleMin: number(),
      scaleMax: number(),
      ...NAMES,
      seriesCode: optional(text()),
    }),
  ),
  ...PROVENANCE,
});

const assignment = Type.Object({
  indicator: code(),
  unit: code(),
  role: oneOf(['reports', 'answers'] as const),
  forUnit: code(),
  weight: optional(number()),
  ...PROVENANCE,
});

const goalposts = Type.Object({
  indicator: code(),
  edition: code(),
  lo: number(),
  hi: number(),
  policy: text(),
  ...PROVENANCE,
});

const responsibility = Type.Object({
  index: text(),
  componentCode: code(),
  componentVi: optional(text()),
  componentEn: optional(text()),
  role: oneOf(['lead', 'coordinate'] as const),
  orgCode: code(),
  evidence: optional(text()),
  ...PROVENANCE,
});

const peerGroup = Type.Object({ ...NAMES, ...PROVENANCE });
const peerGroupMember = Type.Object({ group: code(), unit: code(), ...PROVENANCE });
const groupMember = Type.Object({ group: code(), member: code(), ...PROVENANCE });
const position = Type.Object({ ...NAMES, unit: code(), portfolioOf: optional(list()), ...PROVENANCE });
const periodRule = Type.Object({ ...NAMES, cut: text(), timezone: text(), idForm: text(), ...PROVENANCE });
const dueRule = Type.Object({
  ...NAMES,
  anchor: oneOf(['period_end', 'publication'] as const),
  offset: number(),
  unit: oneOf(['hour', 'day', 'working-day', 'month'] as const),
  hour: optional(number()),
  graceWorkingDays: number(),
  ...PROVENANCE,
});
const calendarDay = Type.Object({
  date: day(),
  kind: oneOf(['off', 'work'] as const),
  ...NAMES,
  decree: optional(text()),
  ...PROVENANCE,
});
const publication = Type.Object({
  index: text(),
  period: periodId(),
  publishedOn: optional(day()),
  expectedUnits: optional(number()),
  published: optional(
    Type.Array(
      Type.Object({
        unit: code(),
        value: optional(number()),
        rank: optional(number()),
        tierVi: optional(text()),
        tierEn: optional(text()),
      }),
    ),
  ),
  ...PROVENANCE,
});
/** The last record of a change: all entries of this catalogue version lie before it on the topic. */
const catalogueVersion = Type.Object({
  /** Entries that this version changed. */
  entries: number(),
  /** Entries of the whole catalogue from then on: a reader that holds fewer has read a topic that lacks some. */
  total: Type.Optional(number()),
});

/** Schema of the attributes of each kind of catalogue entry. */
export const CATALOGUE_KINDS = {
  unit,
  indicator,
  component,
  edition,
  assignment,
  goalposts,
  responsibility,
  'peer-group': peerGroup,
  'peer-group-member': peerGroupMember,
  'group-member': groupMember,
  position,
  'period-rule': periodRule,
  'due-rule': dueRule,
  'calendar-day': calendarDay,
  publication,
  'catalogue-version': catalogueVersion,
} as const;

export type CatalogueKind = keyof typeof CATALOGUE_KINDS;
export type CatalogueAttributes = { [K in CatalogueKind]: Static<(typeof CATALOGUE_KINDS)[K]> };
