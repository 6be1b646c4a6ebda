import { type Day, type Instant } from '#contracts';
import { type Catalogue } from '#catalogue';
import { type Period } from '#periods';
import { rowProblem, type RowProblem } from '../row-problem.js';
import { indicatorTerms, type IndicatorTerms } from './indicator-terms.js';
import { measuredValue } from './measured-value.js';
import { type ReportedRow } from './reported-row.js';

/** A row that may be recorded, with what the catalogue adds to it. */
export interface ValidRow extends ReportedRow {
  readonly value: number;
  readonly scoredUnit: string;
  readonly terms: IndicatorTerms;
}

/** What a request may do beside reporting values. */
export interface RowRights {
  /** May enter published results of all provinces. */
  readonly office: boolean;
  /** May say when a value was recorded. */
  readonly dates: boolean;
}

/** The catalogue's answers for rows of a request, remembered while the catalogue stands. */
export class RowRules {
  private readonly terms = new Map<string, IndicatorTerms | RowProblem>();
  private readonly placements = new Map<string, { scoredUnit: string } | RowProblem>();

  constructor(readonly catalogue: Catalogue) {}

  termsOf(indicator: string, period: string): IndicatorTerms | RowProblem {
    const key = `${indicator} ${period}`;
    const known = this.terms.get(key) ?? indicatorTerms(this.catalogue, indicator, period);
    if (!('code' in known)) remember(this.terms, key, known);
    return known;
  }

  /** For whom a unit's value counts, or why the unit cannot report it. */
  placementOf(terms: IndicatorTerms, indicator: string, unit: string): { scoredUnit: string } | RowProblem {
    const key = `${indicator} ${terms.period.id} ${unit}`;
    const known = this.placements.get(key) ?? placement(this.catalogue, terms, indicator, unit);
    if (!('code' in known)) remember(this.placements, key, known);
    return known;
  }
}

/** Twenty years of history would fill the memory; what is asked again soon stays. */
const REMEMBERED = 20_000;

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  if (map.size >= REMEMBERED) map.clear();
  map.set(key, value);
}

/** Everything that is wrong with a row, or the row as it may be recorded. `today` is the business day. */
export function validateRow(
  row: ReportedRow,
  rules: RowRules,
  rights: RowRights,
  today: Day,
  real: Instant,
): { valid: ValidRow } | { problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const terms = rules.termsOf(row.indicator, row.period);
  const unit = unitProblem(rules.catalogue, row.unit, 'code' in terms ? undefined : terms.period);
  if (unit) problems.push(unit);
  if (row.recordedAt !== undefined) pushIf(problems, dateProblem(row.recordedAt, rights, real));
  if ('code' in terms) return { problems: [terms, ...problems] };

  const placed = unit ? undefined : rules.placementOf(terms, row.indicator, row.unit);
  const measured = measuredValue(row, terms.indicator.ratioFactor);
  if (placed && 'code' in placed) problems.push(placed);
  if (terms.published && !rights.office)
    problems.push(rowProblem('indicator.office-only', 'indicator', { indicator: row.indicator }));
  if (terms.period.firstDay > today)
    problems.push(
      rowProblem('period.not-begun', 'period', { period: row.period, begins: terms.period.firstDay }),
    );
  if ('problem' in measured) problems.push(measured.problem);
  else pushIf(problems, boundsProblem(measured.value, terms));
  if (problems.length > 0 || 'problem' in measured || !placed || 'code' in placed) return { problems };
  return { valid: { ...row, value: measured.value, scoredUnit: placed.scoredUnit, terms } };
}

function pushIf(problems: RowProblem[], problem: RowProblem | undefined): void {
  if (problem) problems.push(problem);
}

/** A unit that does not exist, has ended before the period begins, or begins after its end. */
function unitProblem(catalogue: Catalogue, unit: string, period: Period | undefined): RowProblem | undefined {
  const rows = catalogue.history('unit', unit);
  const last = rows.at(-1);
  if (!last) return rowProblem('unit.unknown', 'unit', { unit });
  if (!period) return undefined;
  if (last.validTo !== undefined && period.firstDay > last.validTo)
    return rowProblem('unit.ended', 'unit', { unit, endedOn: last.validTo, period: period.id });
  if (period.lastDay < rows[0]!.validFrom)
    return rowProblem('unit.not-yet', 'unit', { unit, beginsOn: rows[0]!.validFrom, period: period.id });
  return undefined;
}

/**
 * A published result is taken for every province, and counts for it; any other value only where the indicator is assigned
 * on some day of the period, for the unit that answers it on the last one, which for a unit's own value is the unit.
 */
function placement(
  catalogue: Catalogue,
  { published, period }: IndicatorTerms,
  indicator: string,
  unit: string,
): { scoredUnit: string } | RowProblem {
  if (published && isProvince(catalogue, unit)) return { scoredUnit: unit };
  if (!catalogue.isAssigned(indicator, unit, period.firstDay, period.lastDay))
    return rowProblem('indicator.not-assigned', 'unit', { indicator, unit, period: period.id });
  if (published) return { scoredUnit: unit };
  return { scoredUnit: catalogue.answeringUnit(indicator, unit, period.lastDay) ?? unit };
}

const isProvince = (catalogue: Catalogue, unit: string): boolean =>
  catalogue.history('unit', unit).at(-1)?.attributes.kind === 'province';

function boundsProblem(value: number, { lowest, highest }: IndicatorTerms): RowProblem | undefined {
  if (lowest !== undefined && value < lowest)
    return rowProblem('value.out-of-bounds', 'value', { value, least: lowest, most: highest ?? '∞' });
  if (highest !== undefined && value > highest)
    return rowProblem('value.out-of-bounds', 'value', { value, least: lowest ?? '−∞', most: highest });
  return undefined;
}

/** Some minutes of difference between two machines' clocks are no report from the future. */
const CLOCK_SLACK_MS = 5 * 60_000;

function dateProblem(recordedAt: Instant, rights: RowRights, real: Instant): RowProblem | undefined {
  if (!rights.dates) return rowProblem('recorded-at.right', 'recordedAt');
  if (Date.parse(recordedAt) > Date.parse(real) + CLOCK_SLACK_MS)
    return rowProblem('recorded-at.future', 'recordedAt', { recordedAt });
  return undefined;
}
