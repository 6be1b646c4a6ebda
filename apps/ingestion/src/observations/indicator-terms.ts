import { type CatalogueAttributes, type CatalogueEntry } from '#contracts';
import { type Catalogue } from '#catalogue';
import { isPeriod, type Period, periodOf } from '#periods';
import { rowProblem, type RowProblem } from '../row-problem.js';

type Indicator = CatalogueAttributes['indicator'];

/** What the catalogue says of an indicator in one period. */
export interface IndicatorTerms {
  readonly indicator: Indicator;
  readonly period: Period;
  /** Published results are taken for every province; the others only from units that are assigned. */
  readonly published: boolean;
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
}

/** Published components are rounded by their publishers; this far outside the scale is no error. */
const ROUNDING = 0.002;

export const isPublished = ({ kind }: Indicator): boolean => kind === 'outcome' || kind === 'perception';

/** The terms under which a value of the indicator is taken in the period, or why none is. */
export function indicatorTerms(
  catalogue: Catalogue,
  code: string,
  periodId: string,
): IndicatorTerms | RowProblem {
  const rows = catalogue.history('indicator', code);
  const newest = rows.at(-1);
  if (!newest) return rowProblem('indicator.unknown', 'indicator', { indicator: code });
  const rule = newest.attributes.periodRule;
  if (!isPeriod(rule, periodId)) return wrongPeriod(catalogue, rule, code, periodId);
  const period = periodOf(rule, periodId);
  const entry = rows.findLast((row) => overlaps(row, period));
  if (!entry) return rowProblem('indicator.not-valid', 'period', { indicator: code, period: periodId });
  return termsOf(catalogue, code, entry.attributes, period);
}

function termsOf(
  catalogue: Catalogue,
  code: string,
  indicator: Indicator,
  period: Period,
): IndicatorTerms | RowProblem {
  const published = isPublished(indicator);
  const editions = catalogue.editionsOf(indicator.index, period.id);
  const scale = { lowest: indicator.scaleMin, highest: indicator.scaleMax };
  if (!published || editions.length === 0) return { indicator, period, published, ...scale };
  const node = editions
    .flatMap(({ attributes }) => attributes.nodes)
    .find((candidate) => candidate.code === code);
  if (node)
    return {
      indicator,
      period,
      published,
      lowest: node.scaleMin - ROUNDING,
      highest: node.scaleMax + ROUNDING,
    };
  if (indicator.kind === 'perception') return { indicator, period, published, ...scale };
  return rowProblem('indicator.not-in-edition', 'period', { indicator: code, edition: editions[0]!.code });
}

const overlaps = (entry: CatalogueEntry<'indicator'>, { firstDay, lastDay }: Period): boolean =>
  entry.validFrom <= lastDay && (entry.validTo === undefined || entry.validTo >= firstDay);

function wrongPeriod(catalogue: Catalogue, rule: string, indicator: string, period: string): RowProblem {
  const form = catalogue.periodRule(rule)?.idForm ?? rule;
  return rowProblem('period.wrong-form', 'period', { indicator, period, form });
}
