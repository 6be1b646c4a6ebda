// @ts-check
import { dueTime, readDueRules, workingCalendar } from '../periods/due.mjs';
import { daysBetween, localDay, localTime, plusDays } from '../periods/days.mjs';
import { holdsOn } from '../tables.mjs';
import { plantedFor } from './planted.mjs';
import { between, random, seedOf } from './random.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('./planted.mjs').Planted} Planted */
/** @typedef {import('../periods/period.mjs').Period} Period */
/** @typedef {{ at: number, correctedAt?: number }} Times milliseconds since 1970 */

/** @typedef {{ gap: number, late: number, corrected: number }} Odds */

const HOUR = 3_600_000;
/** @type {Odds} */
const BY_DAY = { gap: 0.003, late: 0.01, corrected: 0 };
/** @type {Odds} */
const OTHERS = { gap: 0.007, late: 0.04, corrected: 0.006 };
/** The newest closed month must be whole when the live month begins: before it nothing is lost by chance. */
const QUIET_DAYS = 130;
/** The Inspectorate feeds exactly ten heat columns, so it never has a gap. */
const NEVER_MISSING = ['TTT', 'TTT25'];

/**
 * When a series reports a period: by its due rule, now and then late, never, or corrected afterwards.
 * @param {{ liveFrom: string, planted: Planted }} feed
 * @returns {(series: Series, period: Period) => Times | undefined} nothing for a gap
 */
export function reportTimes({ liveFrom, planted }) {
  const rules = readDueRules();
  const calendar = workingCalendar();
  return (series, period) => {
    const odds = series.cut === 'day' ? BY_DAY : OTHERS;
    const next = random(seedOf('timing', series.indicator.code, series.unit, period.id));
    const [lost, slow, wrong] = [next() < odds.gap, next() < odds.late, next() < odds.corrected];
    const age = daysBetween(period.last, liveFrom);
    const quiet = age > 0 && age <= QUIET_DAYS;
    if (plantedFor(planted.gaps, series, ({ periods }) => periods.includes(period.id))) return undefined;
    if (lost && !quiet && !NEVER_MISSING.includes(series.unit)) return undefined;
    const rule = rules.get(series.indicator.due_rule);
    if (!rule) throw new Error(`${series.indicator.code}: no due rule ${series.indicator.due_rule}`);
    const due = dueTime(rule, period.last, calendar);
    const late = plantedFor(planted.late, series, (row) => row.period === period.id);
    const correction = plantedFor(planted.corrections, series, (row) => row.period === period.id);
    const at = late
      ? workingTime(due, late.workingDays, next)
      : slow
        ? lateTime(rule, due, quiet ? 2 : 5, next)
        : timely(series, rule, period, due, next);
    const after = correction?.workingDays ?? (wrong ? Math.ceil(between(next, 1, 15)) : 0);
    return after > 0 ? { at, correctedAt: workingTime(at, after, next) } : { at };
  };

  /**
   * Some working days after an instant, in office hours.
   * @param {number} instant
   * @param {number} days
   * @param {() => number} next
   */
  function workingTime(instant, days, next) {
    return officeHour(calendar.plusWorkingDays(localDay(instant), days), next);
  }

  /**
   * @param {import('../periods/due.mjs').DueRule} rule
   * @param {number} due
   * @param {number} mostDays
   * @param {() => number} next
   */
  function lateTime(rule, due, mostDays, next) {
    if (rule.unit === 'hour' || rule.unit === 'day') return seconds(due + between(next, 1, 26) * HOUR);
    return workingTime(due, Math.ceil(between(next, 0.01, mostDays)), next);
  }

  /**
   * @param {Series} series
   * @param {import('../periods/due.mjs').DueRule} rule
   * @param {Period} period
   * @param {number} due
   * @param {() => number} next
   */
  function timely(series, rule, period, due, next) {
    if (rule.unit === 'hour')
      return seconds(localTime(plusDays(period.last, 1)) + between(next, 0.04, 0.96) * rule.offset * HOUR);
    if (rule.unit === 'day') return seconds(due - between(next, 0.1, 1.5) * HOUR);
    if (rule.unit === 'month') return inAdvance(series, period, due, next);
    const days = Math.ceil(between(next, 0.01, rule.offset));
    return officeHour(calendar.plusWorkingDays(period.last, days), next);
  }

  /**
   * In the fortnight before the due day; a body that is founded later reports in its first days.
   * @param {Series} series
   * @param {Period} period
   * @param {number} due
   * @param {() => number} next
   */
  function inAdvance(series, period, due, next) {
    const day = plusDays(localDay(due), -Math.floor(between(next, 0, 15)));
    const founded = series.spans.find((span) => holdsOn(span, period.last))?.valid_from ?? day;
    return officeHour(day >= founded ? day : calendar.plusWorkingDays(founded, 5), next);
  }
}

/**
 * @param {string} day
 * @param {() => number} next
 */
const officeHour = (day, next) => seconds(localTime(day) + between(next, 7.6, 16.9) * HOUR);

/** @param {number} instant */
const seconds = (instant) => Math.round(instant / 1000) * 1000;
