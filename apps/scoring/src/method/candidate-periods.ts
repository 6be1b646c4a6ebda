import { type Day, nextPeriod, type Period, periodContaining, previousPeriod } from '#periods';
import { CARRY_LIMITS, type Frequency } from '#scoring-engine';

const known = new Map<string, readonly Period[]>();
const decided = new Map<string, readonly Period[]>();

/**
 * The periods of an indicator that may decide its value for a score period, oldest first: those that end inside it
 * (else the latest that ended before), one more that may stand in, and as many as a late value may be carried.
 */
export function candidatePeriods(rule: string, frequency: Frequency, score: Period): readonly Period[] {
  const key = `${rule}|${score.rule}|${score.id}`;
  let periods = known.get(key);
  if (!periods) {
    periods = findCandidates(rule, frequency, score);
    known.set(key, periods);
  }
  return periods;
}

function findCandidates(rule: string, frequency: Frequency, score: Period): Period[] {
  const newest = newestEnded(rule, score.lastDay);
  const periods: Period[] = [];
  let left = 1 + CARRY_LIMITS[frequency];
  for (let period = newest; ; period = previousPeriod(period)) {
    const counts = period === newest || period.lastDay >= score.firstDay;
    if (!counts && left-- === 0) return periods.reverse();
    periods.push(period);
  }
}

/** The newest period of a rule that has ended when the day is over. */
export function newestEnded(rule: string, day: Day): Period {
  const current = periodContaining(rule, day);
  return current.lastDay <= day ? current : previousPeriod(current);
}

/** The score periods of a rule that a period may decide, oldest first: that in which it ends, and those that reach back to it. */
export function scorePeriodsDecidedBy(
  period: Period,
  frequency: Frequency,
  scoreRule: string,
): readonly Period[] {
  const key = `${scoreRule}|${period.rule}|${period.id}|${frequency}`;
  let periods = decided.get(key);
  if (!periods) {
    periods = findDecided(period, frequency, scoreRule);
    decided.set(key, periods);
  }
  return periods;
}

function findDecided(period: Period, frequency: Frequency, scoreRule: string): Period[] {
  const periods: Period[] = [];
  for (let score = periodContaining(scoreRule, period.lastDay); ; score = nextPeriod(score)) {
    const [oldest] = candidatePeriods(period.rule, frequency, score);
    if (oldest!.lastDay > period.lastDay) return periods;
    periods.push(score);
  }
}
