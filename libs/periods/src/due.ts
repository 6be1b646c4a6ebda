import { addDays, addMonths, type Day } from './day.js';
import { type Instant, instantOf } from './instant.js';
import { type Period } from './period.js';
import { type WorkingCalendar } from './working-calendar.js';

/** When a report is due, as `due_rules.csv` writes it: anchor + offset in `unit`, at `hour` local time, and the grace. */
export interface DueRule {
  readonly anchor: 'period_end' | 'publication';
  readonly offset: number;
  readonly unit: 'hour' | 'day' | 'working-day' | 'month';
  readonly hour?: number | undefined;
  readonly graceWorkingDays: number;
}

export interface DueTimes {
  readonly dueAt: Instant;
  readonly graceEndsAt: Instant;
}

/** The due time of a period, and when its grace ends; undefined where the anchor is a publication without a day. */
export function dueOf(
  rule: DueRule,
  period: Pick<Period, 'lastDay'>,
  calendar: WorkingCalendar,
  publishedOn?: Day,
): DueTimes | undefined {
  const anchor = rule.anchor === 'publication' ? publishedOn : period.lastDay;
  if (anchor === undefined) return undefined;
  const { day, hour } = dueLocally(rule, anchor, calendar);
  return {
    dueAt: instantOf(day, hour),
    graceEndsAt: instantOf(calendar.addWorkingDays(day, rule.graceWorkingDays), hour),
  };
}

function dueLocally(rule: DueRule, anchor: Day, calendar: WorkingCalendar): { day: Day; hour: number } {
  const hour = rule.hour ?? 0;
  switch (rule.unit) {
    case 'hour':
      // Counted from the end of the anchor day, which is 0:00 of the day after.
      return { day: addDays(anchor, 1 + Math.floor(rule.offset / 24)), hour: ((rule.offset % 24) + 24) % 24 };
    case 'day':
      return { day: addDays(anchor, rule.offset), hour };
    case 'month':
      return { day: addMonths(anchor, rule.offset), hour };
    case 'working-day':
      return { day: calendar.addWorkingDays(anchor, rule.offset), hour };
  }
}
