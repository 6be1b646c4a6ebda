import { Type } from '../schema.js';
import { SCORE_STATES } from '../events/score.js';
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
  strengthField,
  verdictField,
  whole,
  words,
  type Static,
} from './described.js';
import { RatingCountsSchema } from './marks.js';
import { PeriodViewSchema, UnitReferenceSchema } from './reference.js';

export const HEAT_GROUPS = ['PCI', 'PAPI', 'OPERATIONS', 'INDEX'] as const;

/** A column: PCI.01–PCI.10 under LEAD.COMP, PAPI.1–PAPI.8 under LEAD.GOV, TASK, INV, and the two indices of units. */
export const HeatColumnSchema = shape({
  component: words('Component code, e.g. `PCI.03`, `TASK`, `LEAD.COMP`'),
  index: words('Index under which the unit is scored: `LEAD.COMP`, `LEAD.GOV`, `TASK`, `INV`'),
  group: choice(HEAT_GROUPS, 'Band of the table head; INDEX for LEAD.COMP and LEAD.GOV'),
  nameVi: words('Vietnamese name'),
  nameEn: words('English name'),
  weight: maybe(real('Weight in its index, percent')),
  scaleMin: real('Low end of the scale: 1, or 10 for an index'),
  scaleMax: real('High end: 10, or 100 for an index'),
  inEdition: Type.Boolean({
    description: 'false where the edition of the period has no such node (PCI.09 from 2025)',
  }),
});
export type HeatColumn = Static<typeof HeatColumnSchema>;

export const HeatCellSchema = shape({
  component: words('Column that the cell stands in'),
  index: words('Index of the score; with unit and period it is the address of the score tree'),
  state: choice(SCORE_STATES, 'Only `scored` has a value'),
  value: maybe(real('Score, 1–10 (component) or 10–100 (index)')),
  rating: ratingField(),
  ratingReason: maybe(words('Stable code of why')),
  planned: maybe(real('Score that the same indicators give at their trajectory points')),
  verdict: verdictField(),
  strength: strengthField(),
  change: maybe(real('Score minus the score of the period before')),
  coverage: real('Share of the expected weight that is present, 0–1'),
  version: whole('Version of the score'),
  knownFrom: at('Newest recordedAt among the inputs'),
  demo: demoField(),
});
export type HeatCell = Static<typeof HeatCellSchema>;

export const HeatRowSchema = shape({
  unit: UnitReferenceSchema,
  unitKind: words('department, authority, district, commune, province'),
  counts: RatingCountsSchema,
  cells: many(
    HeatCellSchema,
    'Only the columns that the unit answers for: a missing cell means not responsible',
  ),
});
export type HeatRow = Static<typeof HeatRowSchema>;

/** `GET /heat?period` — units × components of one administrative month or quarter; `.csv` gives one row a cell. */
export const HeatResponseSchema = shape({
  period: PeriodViewSchema,
  previousPeriod: maybe(inPeriod('The period that `change` compares with')),
  periods: many(inPeriod('Period id'), 'Periods that have scores, newest first, for the chooser'),
  edition: maybe(words('Edition of the scores, e.g. `LEAD-2022`')),
  columns: many(HeatColumnSchema, 'The 20 components in order, then the two indices'),
  province: maybe(HeatRowSchema),
  rows: many(HeatRowSchema, 'Reporting units, worst first: red, then no-data, then yellow'),
  updatedAt: maybe(at('Newest knownFrom among the cells')),
  demo: demoField(),
});
export type HeatResponse = Static<typeof HeatResponseSchema>;
