import { type CatalogueAttributes, type Day, type Instant } from '#contracts';
import { type Catalogue } from '#catalogue';
import { dayOf, dueOf, instantOf, type Period } from '#periods';
import { isPublished } from '../observations/indicator-terms.js';

/** A report that a unit owes: `unit` is whose value it is, `reportingUnit` sends it, `scoredUnit` answers for it. */
export interface OwedReport extends Asking {
  readonly indicator: string;
  readonly period: string;
  readonly unit: string;
  readonly reportingUnit: string;
  readonly scoredUnit: string;
}

/** When the reports of an indicator and period are asked for, due, and late. */
export interface Asking {
  readonly opensAt: Instant;
  readonly dueAt: Instant;
  readonly graceEndsAt: Instant;
}

type Indicator = CatalogueAttributes['indicator'];

/**
 * When the reports are due, or undefined where none are: perception indicators owe nothing, published results only
 * where the day of publication is known (`PUB_3WD`). They are asked for when the period ends or the result is out, or
 * from the period's first day on where they fall due before its end.
 */
export function askingOf(catalogue: Catalogue, code: string, period: Period): Asking | undefined {
  const indicator = catalogue.indicatorOn(code, period.lastDay)?.attributes;
  const rule = indicator && catalogue.dueRule(indicator.dueRule);
  if (!rule || !owesReports(indicator, rule.anchor)) return undefined;
  const publishedOn = publicationDay(catalogue, indicator.index, period);
  const due = dueOf(rule, period, catalogue.calendar(), publishedOn);
  if (!due) return undefined;
  if (rule.anchor === 'publication' && publishedOn !== undefined)
    return { opensAt: instantOf(publishedOn), ...due };
  const ends = instantOf(period.lastDay, 24);
  return { opensAt: due.dueAt < ends ? instantOf(period.firstDay) : ends, ...due };
}

const owesReports = ({ kind }: Indicator, anchor: 'period_end' | 'publication'): boolean =>
  kind !== 'perception' && (kind === 'outcome') === (anchor === 'publication');

const publicationDay = (catalogue: Catalogue, index: string, period: Period): Day | undefined =>
  catalogue.history('publication', `${index}:${period.id}`).at(-1)?.attributes.publishedOn;

/**
 * One report for each unit whose value somebody is assigned to report on the period's last day, and that has been founded
 * by today. Who is founded after the due day gets the rule's grace from then on, and the same again until it is late.
 */
export function owedReports(
  catalogue: Catalogue,
  code: string,
  period: Period,
  asking: Asking,
  today: Day,
): OwedReport[] {
  const indicator = catalogue.indicatorOn(code, period.lastDay)?.attributes;
  if (!indicator) return [];
  const answering = answeringUnits(catalogue, code, period.lastDay);
  const byUnit = new Map<string, OwedReport>();
  for (const { attributes } of catalogue.assignmentsOf(
    { indicator: code, role: 'reports' },
    period.lastDay,
  )) {
    const unit = attributes.forUnit;
    const founded = catalogue.history('unit', unit)[0]?.validFrom;
    if (byUnit.has(unit) || founded === undefined || founded > today) continue;
    byUnit.set(unit, {
      ...dueSince(catalogue, indicator, asking, founded),
      indicator: code,
      period: period.id,
      unit,
      reportingUnit: attributes.unit,
      scoredUnit: isPublished(indicator) ? unit : (answering.get(unit) ?? unit),
    });
  }
  return [...byUnit.values()];
}

/** Who answers for whose value; all at once, because asking for each unit would read all assignments as often. */
const answeringUnits = (catalogue: Catalogue, indicator: string, day: Day): ReadonlyMap<string, string> =>
  new Map(
    catalogue
      .assignmentsOf({ indicator, role: 'answers' }, day)
      .map(({ attributes }) => [attributes.forUnit, attributes.unit]),
  );

function dueSince(catalogue: Catalogue, { dueRule }: Indicator, asking: Asking, founded: Day): Asking {
  const rule = catalogue.dueRule(dueRule);
  if (!rule || founded <= dayOf(asking.dueAt)) return asking;
  const dueDay = catalogue.calendar().addWorkingDays(founded, rule.graceWorkingDays);
  return {
    opensAt: instantOf(founded),
    dueAt: instantOf(dueDay, rule.hour),
    graceEndsAt: instantOf(catalogue.calendar().addWorkingDays(dueDay, rule.graceWorkingDays), rule.hour),
  };
}

/**
 * Who owes a report today: the unit itself while it lives, else the one successor that reports the indicator now.
 * Undefined where there is none, or several that would each say it is the other's.
 */
export function owingToday(
  catalogue: Catalogue,
  { indicator, reportingUnit }: OwedReport,
  today: Day,
): string | undefined {
  const living = catalogue.livingSuccessors(reportingUnit, today);
  if (living[0] === reportingUnit) return reportingUnit;
  const reporting = living.filter(
    (unit) => catalogue.assignmentsOf({ unit, indicator, role: 'reports' }, today).length > 0,
  );
  return reporting.length === 1 ? reporting[0] : undefined;
}
