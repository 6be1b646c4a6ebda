import { type Day } from '#contracts';
import { lastEndedBefore, PERIOD_RULES, periodOf, previousPeriod, type Period, addDays } from '#periods';

/** Periods that may hold the newest word about a series on a day; `back` 0 is the newest that has ended. */
export interface PeriodWindow {
  readonly rules: string[];
  readonly periods: string[];
  readonly back: number[];
}

/** The newest periods of every rule that ended on or before the day, so many of each. */
export function endedPeriods(day: Day, depth: number): PeriodWindow {
  const window: PeriodWindow = { rules: [], periods: [], back: [] };
  for (const { code } of PERIOD_RULES) {
    let period: Period = lastEndedBefore(code, addDays(day, 1));
    for (let back = 0; back < depth; back++) {
      window.rules.push(code);
      window.periods.push(period.id);
      window.back.push(back);
      period = previousPeriod(period);
    }
  }
  return window;
}

/** One period alone. */
export const thisPeriod = (rule: string, period: string): PeriodWindow => ({
  rules: [rule],
  periods: [periodOf(rule, period).id],
  back: [0],
});
