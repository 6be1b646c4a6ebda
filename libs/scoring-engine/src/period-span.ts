import { MethodError } from './method-error.js';

/** Months since year 0 that a period id covers, first and last; enough to say which edition holds. */
export interface MonthSpan {
  readonly first: number;
  readonly last: number;
}

const PERIOD_ID = /^(\d{4})(?:-(?:H([12])|Q([1-4])|W(\d{2})|(\d{2})(?:-\d{2})?))?$/;

/**
 * Months named by a period id: `2024`, `2024-H1`, `2024-Q1`, `2024-03`, `2024-W07`, `2024-03-15`.
 *
 * A period belongs to the months in its name, whatever day its rule cuts it on (administrative month 2021-03 runs
 * from 15 February to 14 March and is March); a week belongs to the month of its Thursday (ISO 8601).
 *
 * @throws MethodError period.invalid
 */
export function monthSpan(period: string): MonthSpan {
  const match = PERIOD_ID.exec(period);
  if (!match) throw new MethodError('period.invalid', `"${period}" is not a period id`);
  const [, year, half, quarter, week, month] = match;
  const january = Number(year) * 12;
  if (half) return { first: january + (Number(half) - 1) * 6, last: january + Number(half) * 6 - 1 };
  if (quarter) return { first: january + (Number(quarter) - 1) * 3, last: january + Number(quarter) * 3 - 1 };
  if (week) return oneMonth(january + monthOfWeek(Number(year), Number(week)));
  if (!month) return { first: january, last: january + 11 };
  if (Number(month) < 1 || Number(month) > 12) {
    throw new MethodError('period.invalid', `"${period}" names a month that does not exist`);
  }
  return oneMonth(january + Number(month) - 1);
}

function oneMonth(month: number): MonthSpan {
  return { first: month, last: month };
}

function monthOfWeek(year: number, week: number): number {
  const fourthOfJanuary = new Date(Date.UTC(year, 0, 4));
  const thursdayOfWeekOne = 4 + 4 - (fourthOfJanuary.getUTCDay() || 7);
  const thursday = new Date(Date.UTC(year, 0, thursdayOfWeekOne + (week - 1) * 7));
  return (thursday.getUTCFullYear() - year) * 12 + thursday.getUTCMonth();
}
