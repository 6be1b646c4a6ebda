import { inPeriod, maybe, onDay, shape, words, type Static } from './described.js';

/** A unit as every answer names it. */
export const UnitReferenceSchema = shape({
  code: words('Unit code, e.g. `STNMT`'),
  nameVi: words('Full Vietnamese name, as it held in the period'),
  nameEn: words('Full English name'),
  shortVi: maybe(words('Short Vietnamese name for tables, e.g. `Sở TN&MT`')),
});
export type UnitReference = Static<typeof UnitReferenceSchema>;

/** An indicator, component or index as every answer names it. */
export const NamedSchema = shape({
  code: words('Code, e.g. `SVC.ONTIME`, `PCI.03`, `LEAD.GOV`'),
  nameVi: words('Vietnamese name, as it held in the period'),
  nameEn: words('English name'),
});
export type Named = Static<typeof NamedSchema>;

/** A period with its window: the administrative month 2024-11 runs from 15/10 to 14/11. */
export const PeriodViewSchema = shape({
  id: inPeriod('`2024`, `2024-Q1`, `2024-03`, …'),
  rule: words('Period rule, e.g. `M15`, `Q15`, `SURVEY_YEAR`'),
  firstDay: onDay('First day, included'),
  lastDay: onDay('Last day, included'),
});
export type PeriodView = Static<typeof PeriodViewSchema>;

/** A post and its names; persons are never named. */
export const PositionReferenceSchema = shape({
  code: words('Position code, e.g. `HEAD.STNMT`, `FOCAL`'),
  nameVi: words('Vietnamese name'),
  nameEn: words('English name'),
});
export type PositionReference = Static<typeof PositionReferenceSchema>;
