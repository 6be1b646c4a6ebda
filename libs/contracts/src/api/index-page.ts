import {
  at,
  choice,
  demoField,
  inPeriod,
  many,
  maybe,
  onDay,
  real,
  shape,
  whole,
  words,
  yes,
  type Static,
} from './described.js';
import { TrendViewSchema } from './marks.js';
import { MovedPartSchema } from './score-tree.js';
import { NamedSchema, PositionReferenceSchema, UnitReferenceSchema } from './reference.js';

export const PublishedResultSchema = shape({
  value: maybe(real('Published score; absent where only a rank was published')),
  rank: maybe(whole('Published rank; absent from 2022 on outside the top 30')),
  tier: maybe(shape({ vi: words('Nhóm'), en: words('Tier') })),
});
export type PublishedResult = Static<typeof PublishedResultSchema>;

export const ComputedResultSchema = shape({
  value: real('Score by the edition’s arithmetic from the published parts'),
  rank: maybe(whole('Competition rank among those held')),
  ofN: whole('How many provinces of the year are held'),
});
export type ComputedResult = Static<typeof ComputedResultSchema>;

/** One year of one province; a year that was not published to us is here with state `missing`. */
export const IndexYearSchema = shape({
  period: inPeriod('Year'),
  edition: maybe(words('Edition')),
  state: choice(
    ['complete', 'partial', 'missing'] as const,
    'complete: all provinces of the year · partial: some · missing: nothing held for this unit, draw a gap',
  ),
  published: maybe(PublishedResultSchema),
  computed: maybe(ComputedResultSchema),
  held: whole('Provinces with a score'),
  expected: maybe(whole('Provinces of that year: 42, 64, 63, 34')),
  publishedOn: maybe(onDay('Publication day where known')),
  best: maybe(shape({ unit: UnitReferenceSchema, value: real('Its score') })),
  median: maybe(real('Only where all provinces are held')),
  others: many(real('Score of another province'), 'Sorted, for the strip of dots'),
});
export type IndexYear = Static<typeof IndexYearSchema>;

export const IndexComponentSchema = shape({
  component: NamedSchema,
  weight: maybe(real('Weight in percent')),
  value: maybe(real('Score of the unit')),
  rank: maybe(whole('Rank among those held')),
  ofN: whole('Provinces held'),
  best: maybe(shape({ unit: UnitReferenceSchema, value: real('Its score') })),
  median: maybe(real('Median over those held')),
  toGain: maybe(real('Points of the index that the best province’s score would add')),
  lead: maybe(UnitReferenceSchema),
  scaleMin: real('Low end of the scale'),
  scaleMax: real('High end of the scale'),
});
export type IndexComponent = Static<typeof IndexComponentSchema>;

/** From one year to another: parts and rest add up to the change. */
export const IndexBridgeSchema = shape({
  from: shape({ period: inPeriod('Year'), value: real('Score') }),
  to: shape({ period: inPeriod('Year'), value: real('Score') }),
  change: real('Difference'),
  parts: many(MovedPartSchema, 'Largest first'),
  rest: real('Rounding of published inputs'),
});
export type IndexBridge = Static<typeof IndexBridgeSchema>;

/** `GET /indices/{PCI|PAPI}?unit=TN&year=` */
export const IndexPageResponseSchema = shape({
  index: NamedSchema,
  unit: UnitReferenceSchema,
  lead: maybe(shape({ unit: UnitReferenceSchema, position: PositionReferenceSchema })),
  scaleMin: real('Low end'),
  scaleMax: real('High end'),
  years: many(IndexYearSchema, 'Oldest first, no year left out between the first and the newest'),
  chosenYear: maybe(inPeriod('Year that components and bridge are about')),
  components: many(IndexComponentSchema, 'Most to gain first'),
  bridge: maybe(IndexBridgeSchema),
  trend: maybe(TrendViewSchema),
  breaks: many(
    shape({ period: inPeriod('First year under a new make-up'), edition: words('Edition') }),
    'Totals are not compared across',
  ),
  notes: many(words('Stable code, e.g. `edition.not-reproduced`'), 'Remarks that the page must show'),
  updatedAt: maybe(at('Newest knownFrom')),
});
export type IndexPageResponse = Static<typeof IndexPageResponseSchema>;

/** `GET /indices/{index}/provinces?from&to` — the table of provinces by year. */
export const ProvinceTableResponseSchema = shape({
  index: words('Index'),
  years: many(
    shape({
      period: inPeriod('Year'),
      held: whole('Provinces held'),
      expected: maybe(whole('Provinces of the year')),
      completed: yes('All of them'),
    }),
    'Oldest first',
  ),
  rows: many(
    shape({
      unit: UnitReferenceSchema,
      cells: many(
        shape({
          period: inPeriod('Year'),
          value: maybe(real('Published score, else computed')),
          rank: maybe(whole('Published rank, else computed rank')),
          rankOf: choice(['published', 'computed'] as const, 'Whose rank'),
          tier: maybe(shape({ vi: words('Nhóm'), en: words('Tier') })),
        }),
        'Only what is held; a missing year is not published to us',
      ),
    }),
    'By rank of the newest complete year',
  ),
});
export type ProvinceTableResponse = Static<typeof ProvinceTableResponseSchema>;

export const RankingRowSchema = shape({
  unit: UnitReferenceSchema,
  published: maybe(PublishedResultSchema),
  computed: maybe(ComputedResultSchema),
  demo: demoField(),
});
export type RankingRow = Static<typeof RankingRowSchema>;

/** `GET /rankings/{index or indicator}/{period}?peerGroup&component&edition`; `.csv` gives one row a unit. */
export const RankingResponseSchema = shape({
  index: NamedSchema,
  component: words('Component that is ranked; the root for the index itself, the indicator for an indicator'),
  period: inPeriod('Period'),
  periodRule: words('Period rule'),
  edition: maybe(words('Edition')),
  editions: maybe(
    many(words('Edition'), 'Where several hold for the period: all of them, the leading one first'),
  ),
  peerGroup: words('Peer group, e.g. `PG_TINH`, `PG_SO`'),
  completed: yes('false: provisional, over those held'),
  state: choice(['provisional', 'completed', 'partial'] as const, 'partial: closed by the office with n'),
  held: whole('Units with a value'),
  expected: maybe(whole('Units of the period')),
  publishedOn: maybe(onDay('Publication day')),
  rows: many(RankingRowSchema, 'By published rank where there is one, else by computed rank'),
  version: whole('Version of the computed ranking; 0 where there is none yet'),
  knownFrom: maybe(at('Newest recordedAt among the inputs')),
  demo: demoField(),
});
export type RankingResponse = Static<typeof RankingResponseSchema>;
