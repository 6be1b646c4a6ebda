import {
  demoField,
  inPeriod,
  many,
  maybe,
  real,
  shape,
  whole,
  words,
  choice,
  type Static,
} from './described.js';
import { SCORE_STATES } from '../events/score.js';
import { AlertViewSchema } from './alerts.js';
import { HeatCellSchema } from './heat.js';
import { IndicatorRowSchema } from './indicator-row.js';
import { RatingCountsSchema, RatingViewSchema, TrendViewSchema } from './marks.js';
import { FreshnessSchema } from './overview.js';
import { NamedSchema, PeriodViewSchema, PositionReferenceSchema, UnitReferenceSchema } from './reference.js';

/** LEAD.COMP or LEAD.GOV of a unit. */
export const UnitIndexSchema = shape({
  index: NamedSchema,
  state: choice(SCORE_STATES, 'Only `scored` has a value'),
  value: maybe(real('10–100')),
  change: maybe(real('Against the period before')),
  coverage: real('0–1'),
  rank: maybe(whole('Among the peer group')),
  ofN: maybe(whole('Units ranked')),
  peerGroup: maybe(words('Peer group')),
  rating: maybe(RatingViewSchema),
  trend: maybe(TrendViewSchema),
  components: many(
    shape({
      component: NamedSchema,
      share: maybe(real('Share of the present weight, 0–1')),
      contribution: maybe(real('Part of the score; they add up')),
      indicators: whole('Indicators that feed it'),
      cell: maybe(HeatCellSchema),
    }),
    'In order of the edition',
  ),
  demo: demoField(),
});
export type UnitIndex = Static<typeof UnitIndexSchema>;

/** `GET /departments/{unit}?period` — the page of one unit. */
export const DepartmentResponseSchema = shape({
  unit: UnitReferenceSchema,
  unitKind: words('department, authority, district, commune'),
  head: maybe(PositionReferenceSchema),
  supervisor: maybe(PositionReferenceSchema),
  successors: many(UnitReferenceSchema, 'Living successors where the unit has ended'),
  period: PeriodViewSchema,
  previousPeriod: maybe(inPeriod('Compared with')),
  periods: many(inPeriod('Period'), 'Periods that have scores, newest first'),
  counts: RatingCountsSchema,
  indices: many(UnitIndexSchema, 'LEAD.COMP, LEAD.GOV'),
  others: many(HeatCellSchema, 'TASK, INV and other own indices'),
  indicators: many(IndicatorRowSchema, 'Red first, then no-data, yellow, green, unrated'),
  freshness: FreshnessSchema,
  alerts: many(AlertViewSchema, 'Open ones, newest first'),
  demo: demoField(),
});
export type DepartmentResponse = Static<typeof DepartmentResponseSchema>;
