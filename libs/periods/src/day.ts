/** Calendar day `YYYY-MM-DD` in Asia/Ho_Chi_Minh. */
export type Day = string;

const FORM = /^\d{4}-\d{2}-\d{2}$/;
const DAYS_OF_400_YEARS = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719_468;

/** Whether the text is a day that exists: `2024-02-30` is none. */
export const isDay = (text: string): boolean => FORM.test(text) && dayAt(dayNumber(text)) === text;

/**
 * Days since 1970-01-01, without a Date: recording a thousand values asks for tens of thousands of days.
 * Source: H. Hinnant, "chrono-compatible low-level date algorithms" (2013), days_from_civil.
 */
export function dayNumber(day: Day): number {
  return dayNumberOf(+day.slice(0, 4), +day.slice(5, 7), +day.slice(8, 10));
}

export function dayNumberOf(year: number, month: number, dayOfMonth: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_OF_400_YEARS + yearOfEra * 365 + leapDays + dayOfYear - EPOCH;
}

/** The day of a day number; the inverse of `dayNumber` (Hinnant, civil_from_days). */
export function dayAt(number: number): Day {
  const fromMarch = number + EPOCH;
  const era = Math.floor(fromMarch / DAYS_OF_400_YEARS);
  const dayOfEra = fromMarch - era * DAYS_OF_400_YEARS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return dayText(yearOfEra + era * 400 + (month > 2 ? 0 : 1), month, dayOfMonth);
}

export const dayText = (year: number, month: number, dayOfMonth: number): Day =>
  `${year < 1000 ? String(year).padStart(4, '0') : year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;

export const twoDigits = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** The day `count` days later, or earlier where `count` is negative. */
export const addDays = (day: Day, count: number): Day => dayAt(dayNumber(day) + count);

/** How many days `to` lies after `from`. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** The same day of another month; the month's last day where it is shorter (31 January + 1 month = 28 February). */
export function addMonths(day: Day, count: number): Day {
  const month = +day.slice(0, 4) * 12 + +day.slice(5, 7) - 1 + count;
  const year = Math.floor(month / 12);
  const monthOfYear = month - year * 12 + 1;
  return dayText(year, monthOfYear, Math.min(+day.slice(8, 10), lastDayOfMonth(year, monthOfYear)));
}

const lastDayOfMonth = (year: number, month: number): number =>
  month === 12 ? 31 : dayNumberOf(year, month + 1, 1) - dayNumberOf(year, month, 1);

/** Negative, 0 or positive as `a` lies before, on or after `b`. */
export const compareDays = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);

/** 1 for Monday to 7 for Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
