import { type Day, dayAt, dayNumber, dayNumberOf, dayText, isDay, twoDigits } from './day.js';
import { type PeriodFrequency, type PeriodRule } from './period-rule.js';

/** Periods of one rule are numbered without a gap, so the next one is number + 1; months count from year 0. */
export const MONTHS_IN: Record<Exclude<PeriodFrequency, 'day' | 'week'>, number> = {
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
};

const FORMS: Record<PeriodFrequency, RegExp> = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  week: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/,
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  half: /^\d{4}-H[12]$/,
  year: /^\d{4}$/,
};
/** Ids outside these years are typing errors; the limits also bound the cache of parsed periods. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** The number of the period with this id, or undefined where the rule has no such period. */
export function numberOfId({ frequency }: PeriodRule, id: string): number | undefined {
  const year = +id.slice(0, 4);
  if (!FORMS[frequency].test(id) || year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  if (frequency === 'day') return isDay(id) ? dayNumber(id) : undefined;
  if (frequency === 'week') return weekNumber(year, +id.slice(6));
  if (frequency === 'year') return year;
  const part = +id.slice(frequency === 'month' ? 5 : 6);
  return year * (12 / MONTHS_IN[frequency]) + part - 1;
}

export function idOfNumber({ frequency }: PeriodRule, number: number): string {
  if (frequency === 'day') return dayAt(number);
  if (frequency === 'week') return weekId(number);
  if (frequency === 'year') return String(number);
  const perYear = 12 / MONTHS_IN[frequency];
  const year = Math.floor(number / perYear);
  const part = number - year * perYear + 1;
  if (frequency === 'month') return `${year}-${twoDigits(part)}`;
  return `${year}-${frequency === 'quarter' ? 'Q' : 'H'}${part}`;
}

/** The first day of a period; the last one is the day before the first of the next. */
export function firstDayOf({ frequency, startDay }: PeriodRule, number: number): Day {
  if (frequency === 'day') return dayAt(number);
  if (frequency === 'week') return dayAt(mondayOf(number));
  const month = number * MONTHS_IN[frequency] - (startDay > 1 ? 1 : 0);
  const year = Math.floor(month / 12);
  return dayText(year, month - year * 12 + 1, startDay);
}

/** The number of the period of this rule in which a day lies. */
export function numberContaining({ frequency, startDay }: PeriodRule, day: Day): number {
  if (frequency === 'day') return dayNumber(day);
  if (frequency === 'week') return Math.floor((dayNumber(day) + 3) / 7);
  const month = +day.slice(0, 4) * 12 + +day.slice(5, 7) - 1;
  const named = startDay > 1 && +day.slice(8, 10) >= startDay ? month + 1 : month;
  return Math.floor(named / MONTHS_IN[frequency]);
}

/** Week 0 is that of 1970-01-01, whose Monday was day -3. */
const mondayOf = (number: number): number => number * 7 - 3;

/** ISO 8601: week 1 is the one with 4 January; a year has a week 53 only where its last Thursday says so. */
function weekNumber(year: number, week: number): number | undefined {
  const number = firstWeekOf(year) + week - 1;
  return number < firstWeekOf(year + 1) ? number : undefined;
}

const firstWeekOf = (year: number): number => Math.floor((dayNumberOf(year, 1, 4) + 3) / 7);

function weekId(number: number): string {
  const year = +dayAt(mondayOf(number) + 3).slice(0, 4);
  return `${year}-W${twoDigits(number - firstWeekOf(year) + 1)}`;
}
