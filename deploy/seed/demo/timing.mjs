// @ts-check
import { daysBetween, localDay, localTime, plusDays } from '../periods/days.mjs';
import { dueTime, readDueRules, workingCalendar } from '../periods/due.mjs';
import { holdsOn } from '../tables.mjs';
import { plantedFor } from './planted.mjs';
import { between, random, seedOf } from './random.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('../periods/period.mjs').Period} Period */
/** @typedef {import('../periods/due.mjs').DueRule} DueRule */
/** @typedef {() => number} Next */
/** @typedef {{ at: number, correctedAt?: number }} Times milliseconds since 1970 */
/** @typedef {{ gap: number, late: number, corrected: number }} Odds */

const HOUR = 3_600_000;
/** @type {Odds} */
const BY_DAY = { gap: 0.003, late: 0.01, corrected: 0 };
/** @type {Odds} */
const OTHERS = { gap: 0.007, late: 0.04, corrected: 0.006 };
/** The newest closed month must be whole when the live month begins: before it nothing is lost by chance. */
const QUIET_DAYS = 130;
const MOST_DAYS_LATE = { quiet: 2, usual: 5 };
/** The Inspectorate feeds exactly ten heat columns, so it never has a gap. */
const NEVER_MISSING = ['TTT', 'TTT25'];

/** When a series reports a period: by its due rule, now and then late, never, or corrected afterwards. */
export class ReportTimes {
  #rules = readDueRules();
  #calendar = workingCalendar();

  /** @param {{ liveFrom: string, planted: import('./planted.mjs').Planted }} feed */
  constructor(feed) {
    this.feed = feed;
  }

  /**
   * @param {Series} series
   * @param {Period} period
   * @returns {Times | undefined} nothing for a gap
   */
  of(series, period) {
    const { planted, liveFrom } = this.feed;
    const odds = series.cut === 'day' ? BY_DAY : OTHERS;
    const next = random(seedOf('timing', series.indicator.code, series.unit, period.id));
    const [lost, slow, wrong] = [next() < odds.gap, next() < odds.late, next() < odds.corrected];
    const age = daysBetween(period.last, liveFrom);
    const quiet = age > 0 && age <= QUIET_DAYS;
    if (plantedFor(planted.gaps, series, ({ periods }) => periods.includes(period.id))) return undefined;
    if (lost && !quiet && !NEVER_MISSING.includes(series.unit)) return undefined;
    const at = this.#reportedAt(
      series,
      period,
      slow && (quiet ? MOST_DAYS_LATE.quiet : MOST_DAYS_LATE.usual),
      next,
    );
    const correction = plantedFor(planted.corrections, series, (row) => row.period === period.id);
    const after = correction?.workingDays ?? (wrong ? Math.ceil(between(next, 1, 15)) : 0);
    return after > 0 ? { at, correctedAt: this.#workingTime(at, after, next) } : { at };
  }

  /**
   * @param {Series} series
   * @param {Period} period
   * @param {number | false} mostDaysLate
   * @param {Next} next
   */
  #reportedAt(series, period, mostDaysLate, next) {
    const rule = this.#rules.get(series.indicator.due_rule);
    if (!rule) throw new Error(`${series.indicator.code}: no due rule ${series.indicator.due_rule}`);
    const due = dueTime(rule, period.last, this.#calendar);
    const late = plantedFor(this.feed.planted.late, series, (row) => row.period === period.id);
    if (late) return this.#workingTime(due, late.workingDays, next);
    if (mostDaysLate === false) return this.#timely(series, rule, period, due, next);
    if (rule.unit === 'hour' || rule.unit === 'day') return seconds(due + between(next, 1, 26) * HOUR);
    return this.#workingTime(due, Math.ceil(between(next, 0.01, mostDaysLate)), next);
  }

  /**
   * @param {Series} series
   * @param {DueRule} rule
   * @param {Period} period
   * @param {number} due
   * @param {Next} next
   */
  #timely(series, rule, period, due, next) {
    if (rule.unit === 'hour')
      return seconds(localTime(plusDays(period.last, 1)) + between(next, 0.04, 0.96) * rule.offset * HOUR);
    if (rule.unit === 'day') return seconds(due - between(next, 0.1, 1.5) * HOUR);
    if (rule.unit === 'month') return this.#inAdvance(series, period, due, next);
    const days = Math.ceil(between(next, 0.01, rule.offset));
    return officeHour(this.#calendar.plusWorkingDays(period.last, days), next);
  }

  /**
   * In the fortnight before the due day; a body that is founded later reports in its first days.
   * @param {Series} series
   * @param {Period} period
   * @param {number} due
   * @param {Next} next
   */
  #inAdvance(series, period, due, next) {
    const day = plusDays(localDay(due), -Math.floor(between(next, 0, 15)));
    const founded = series.spans.find((span) => holdsOn(span, period.last))?.valid_from ?? day;
    return officeHour(day >= founded ? day : this.#calendar.plusWorkingDays(founded, 5), next);
  }

  /**
   * Some working days after an instant, in office hours.
   * @param {number} instant
   * @param {number} days
   * @param {Next} next
   */
  #workingTime(instant, days, next) {
    return officeHour(this.#calendar.plusWorkingDays(localDay(instant), days), next);
  }
}

/**
 * @param {string} day
 * @param {Next} next
 */
const officeHour = (day, next) => seconds(localTime(day) + between(next, 7.6, 16.9) * HOUR);

/** @param {number} instant */
const seconds = (instant) => Math.round(instant / 1000) * 1000;
