export {
  addDays,
  addMonths,
  compareDays,
  type Day,
  dayAt,
  dayNumber,
  daysBetween,
  isDay,
  weekdayOf,
} from './day.js';
export { dueOf, type DueRule, type DueTimes } from './due.js';
export { dayOf, type Instant, instantOf } from './instant.js';
export {
  isPeriod,
  lastEndedBefore,
  nextPeriod,
  type Period,
  periodContaining,
  periodDistance,
  periodOf,
  periodsBetween,
  previousPeriod,
  shiftPeriod,
} from './period.js';
export { PeriodError, type PeriodErrorCode } from './period-error.js';
export {
  frequencyOf,
  PERIOD_RULES,
  type PeriodFrequency,
  type PeriodRule,
  periodRuleOf,
} from './period-rule.js';
export { type CalendarDay, WorkingCalendar } from './working-calendar.js';
