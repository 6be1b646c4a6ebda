import {
  at,
  demoField,
  inPeriod,
  many,
  maybe,
  onDay,
  ratingField,
  real,
  shape,
  strengthField,
  verdictField,
  whole,
  words,
  yes,
  type Static,
} from './described.js';
import { IndexYearSchema } from './index-page.js';
import { IndicatorRowSchema } from './indicator-row.js';
import { RatingCountsSchema, TrendViewSchema } from './marks.js';
import { NamedSchema, PeriodViewSchema, PositionReferenceSchema, UnitReferenceSchema } from './reference.js';

/** One of the two indices of the province on the first screen. */
export const IndexCardSchema = shape({
  index: NamedSchema,
  latest: maybe(IndexYearSchema),
  previous: maybe(IndexYearSchema),
  rankChange: maybe(whole('Places gained since the previous year with a rank; negative is lost')),
  valueChange: maybe(real('Points since the previous year, only under the same edition')),
  trend: maybe(TrendViewSchema),
  lead: maybe(UnitReferenceSchema),
  years: many(
    shape({
      period: inPeriod('Year'),
      value: maybe(real('Score')),
      rank: maybe(whole('Rank')),
      ofN: whole('Held'),
    }),
    'Oldest first; a year without value is a gap',
  ),
});
export type IndexCard = Static<typeof IndexCardSchema>;

/** What lies open with somebody. */
export const OpenExplanationSchema = shape({
  id: words('Explanation or alert id'),
  alert: maybe(words('Alert id')),
  unit: UnitReferenceSchema,
  position: maybe(PositionReferenceSchema),
  titleVi: words('Vietnamese title'),
  titleEn: words('English title'),
  state: words('asked, answered, accepted, sent-back, or the alert’s state'),
  dueAt: maybe(at('Due')),
  overdueWorkingDays: maybe(whole('Working days past due')),
});
export type OpenExplanation = Static<typeof OpenExplanationSchema>;

/** How fresh and how complete. */
export const FreshnessSchema = shape({
  updatedAt: maybe(at('Newest recordedAt of an observation of units')),
  unitsExpected: whole('Units that owe a report for the period'),
  unitsReported: whole('Units all of whose due reports are in'),
  reportsExpected: whole('Reports due'),
  reportsReceived: whole('Reports in'),
  reportsLate: whole('Past due and grace'),
});
export type Freshness = Static<typeof FreshnessSchema>;

/** `GET /overview?period&since` — the first screen. */
export const OverviewResponseSchema = shape({
  today: onDay('Business day'),
  period: PeriodViewSchema,
  previousPeriod: maybe(inPeriod('The period compared with')),
  counts: shape({
    now: RatingCountsSchema,
    change: maybe(RatingCountsSchema),
    indicators: whole('Rated and unrated indicator × unit pairs'),
    units: whole('Reporting units'),
    byUnit: many(shape({ unit: UnitReferenceSchema, counts: RatingCountsSchema }), 'Most red first'),
  }),
  movers: many(IndicatorRowSchema, 'The five that moved most against the goalposts’ span'),
  sinceLastVisit: maybe(
    shape({
      since: at('As asked'),
      toRed: whole('Indicators that became red'),
      leftRed: whole('Indicators that left red'),
      corrections: whole('Corrected values'),
      alertsOpened: whole('Alerts opened'),
      alertsClosed: whole('Alerts closed'),
    }),
  ),
  indices: many(IndexCardSchema, 'PCI, PAPI'),
  estimates: many(
    shape({
      index: NamedSchema,
      value: maybe(real('10–100; an estimate of effort, not a forecast of the published index')),
      change: maybe(real('Against the period before')),
      coverage: real('0–1'),
      rating: ratingField(),
      verdict: verdictField(),
      strength: strengthField(),
      demo: demoField(),
    }),
    'LEAD.COMP and LEAD.GOV of the province',
  ),
  alerts: shape({ open: whole('Firing or acknowledged'), critical: whole('Of them critical') }),
  explanations: shape({
    open: whole('Asked and not answered'),
    overdue: whole('Past due'),
    rows: many(OpenExplanationSchema, 'Longest overdue first, at most 5'),
  }),
  freshness: FreshnessSchema,
  demo: demoField(),
  complete: yes('false while history or demo is still being loaded'),
});
export type OverviewResponse = Static<typeof OverviewResponseSchema>;
