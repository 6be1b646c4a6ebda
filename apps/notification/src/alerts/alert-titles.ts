import { type Day, type ObligationChanged } from '#contracts';
import { type Catalogue } from '#catalogue';
import { formatInstant, formatNumber, formatPeriod, LOCALES, translate, type Locale } from '#i18n';
import { type ThresholdRule, type TrendRule } from '../rules/rule.js';
import { type Finding } from './evaluation.js';

type ObligationState = ObligationChanged['state'];
type Titles = { readonly vi: string; readonly en: string };

const inBoth = (title: (locale: Locale) => string): Titles =>
  Object.fromEntries(LOCALES.map((locale) => [locale, title(locale)])) as unknown as Titles;

/** Names of unit and indicator as they hold on the day; the code where the catalogue has no name. */
function namesOf(
  catalogue: Catalogue,
  unit: string,
  subject: string,
  day: Day,
  locale: Locale,
): { unit: string; indicator: string; measure: string } {
  const indicator =
    catalogue.indicatorOn(subject, day)?.attributes ?? catalogue.on('component', subject, day)?.attributes;
  const body = (catalogue.unitOn(unit, day) ?? catalogue.history('unit', unit).at(-1))?.attributes;
  const name = locale === 'vi' ? 'nameVi' : 'nameEn';
  const measure = indicator && 'unit' in indicator ? indicator.unit : '';
  return {
    unit: body?.[name] ?? unit,
    indicator: indicator?.[name] ?? subject,
    measure: measure === '%' ? '%' : measure ? ` ${measure}` : '',
  };
}

const amount = (value: number, measure: string, locale: Locale): string =>
  `${formatNumber(value, 1, locale)}${measure}`;

/** What is told of a breach, and what of its end: a message about the end must not repeat what is no longer so. */
const keyOf = (key: string, finding: Finding): string => (finding === 'breach' ? key : `${key}.cleared`);

/** States the fact: indicator, unit, period, value and level. */
export function thresholdTitles(
  catalogue: Catalogue,
  rule: ThresholdRule,
  {
    unit,
    indicator,
    period,
    value,
    finding,
    day,
  }: { unit: string; indicator: string; period: string; value: number; finding: Finding; day: Day },
): Titles {
  const { below, above } = rule.fires;
  const key = keyOf(below === undefined ? 'alert.threshold.above' : 'alert.threshold.below', finding);
  return inBoth((locale) => {
    const names = namesOf(catalogue, unit, indicator, day, locale);
    return translate(locale, key, {
      indicator: names.indicator,
      unit: names.unit,
      period: formatPeriod(period, locale),
      value: amount(value, names.measure, locale),
      threshold: amount(below ?? above ?? 0, names.measure, locale),
    });
  });
}

export function trendTitles(
  catalogue: Catalogue,
  rule: TrendRule,
  {
    unit,
    subject,
    strength,
    finding,
    day,
  }: { unit: string; subject: string; strength: 'robust' | 'indicative'; finding: Finding; day: Day },
): Titles {
  return inBoth((locale) => {
    const names = namesOf(catalogue, unit, subject, day, locale);
    const evidence = translate(locale, `alert.strength.${strength}`);
    return translate(locale, keyOf('alert.trend', finding), {
      indicator: names.indicator,
      unit: names.unit,
      periods: rule.forPeriods,
      strength: evidence,
    });
  });
}

export function overdueTitles(
  catalogue: Catalogue,
  {
    unit,
    indicator,
    period,
    dueAt,
    state,
    day,
  }: { unit: string; indicator: string; period: string; dueAt: string; state: ObligationState; day: Day },
): Titles {
  const key = state === 'received' || state === 'ended' ? `alert.overdue.${state}` : 'alert.overdue';
  return inBoth((locale) => {
    const names = namesOf(catalogue, unit, indicator, day, locale);
    return translate(locale, key, {
      indicator: names.indicator,
      unit: names.unit,
      period: formatPeriod(period, locale),
      due: formatInstant(dueAt),
    });
  });
}
