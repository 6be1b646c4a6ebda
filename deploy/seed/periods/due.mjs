// @ts-check
import { readTable } from '../tables.mjs';
import { dayOf, localTime, plusDays, weekday } from './days.mjs';

/** @typedef {{ isWorking: (day: string) => boolean, plusWorkingDays: (day: string, days: number) => string }} Calendar */
/** @typedef {{ offset: number, unit: string, hour: number }} DueRule */

/**
 * Working days by the calendar's rows, else Monday to Friday.
 * @returns {Calendar}
 */
export function workingCalendar() {
  const kinds = new Map(readTable('calendar', ['date', 'kind']).map((row) => [row.date, row.kind]));
  const isWorking = (/** @type {string} */ day) =>
    (kinds.get(day) ?? (weekday(day) > 5 ? 'off' : 'work')) === 'work';
  return { isWorking, plusWorkingDays: (day, days) => nthWorkingDay(day, days, isWorking) };
}

/**
 * @param {string} day
 * @param {number} days
 * @param {(day: string) => boolean} isWorking
 */
function nthWorkingDay(day, days, isWorking) {
  let left = days;
  let at = day;
  while (left > 0) {
    at = plusDays(at, 1);
    if (isWorking(at)) left -= 1;
  }
  return at;
}

/** @returns {Map<string, DueRule>} */
export const readDueRules = () =>
  new Map(
    readTable('due_rules', ['code', 'offset', 'unit', 'hour']).map((row) => [
      row.code,
      { offset: Number(row.offset), unit: row.unit, hour: Number(row.hour) },
    ]),
  );

/**
 * The instant by which a report is due, counted from the last day of its period.
 * @param {DueRule} rule
 * @param {string} lastDay
 * @param {Calendar} calendar
 */
export function dueTime(rule, lastDay, calendar) {
  if (rule.unit === 'hour') return localTime(plusDays(lastDay, 1), rule.offset);
  return localTime(dueDay(rule, lastDay, calendar), rule.hour);
}

/**
 * @param {DueRule} rule
 * @param {string} lastDay
 * @param {Calendar} calendar
 */
function dueDay(rule, lastDay, calendar) {
  if (rule.unit === 'day') return plusDays(lastDay, rule.offset);
  if (rule.unit === 'working-day') return calendar.plusWorkingDays(lastDay, rule.offset);
  const [year = 0, month = 0, dayOfMonth = 0] = lastDay.split('-').map(Number);
  const lastOfMonth = dayOf(year, month + rule.offset + 1, 0);
  const sameDay = dayOf(year, month + rule.offset, dayOfMonth);
  return sameDay < lastOfMonth ? sameDay : lastOfMonth;
}
