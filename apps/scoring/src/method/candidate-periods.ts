import { type Day, nextPeriod, type Period, periodContaining, previousPeriod } from '#periods';
import { CARRY_LIMITS, type Frequency } from '#scoring-engine';
import { LEAD, LEAD_RULES, type ScoreCell } from './score-cell.js';

const known = new WeakMap<Period, Map<string, readonly Period[]>>();
const decided = new Map<string, readonly Period[]>();
const leadCells = new WeakMap<Period, Map<Frequency, readonly ScoreCell[]>>();

/**
 * The periods of an indicator that may decide its value for a score period, oldest first: those that end inside it
 * (else the latest that ended before), one more that may stand in, and as many as a late value may be carried.
 */
export function candidatePeriods(rule: string, frequency: Frequency, score: Period): readonly Period[] {
  const ofScore = known.get(score) ?? new Map<string, readonly Period[]>();
  known.set(score, ofScore);
  let periods = ofScore.get(rule);
  if (!periods) ofScore.set(rule, (periods = findCandidates(rule, frequency, score)));
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

/** The unit scores that a period may decide, as `scorePeriodsDecidedBy` gives them for each of their rules. */
export function leadCellsDecidedBy(period: Period, frequency: Frequency): readonly ScoreCell[] {
  const own = leadCells.get(period) ?? new Map<Frequency, readonly ScoreCell[]>();
  leadCells.set(period, own);
  let cells = own.get(frequency);
  if (!cells) {
    const periods = LEAD_RULES.flatMap((rule) => scorePeriodsDecidedBy(period, frequency, rule));
    own.set(frequency, (cells = periods.map((decidedPeriod) => ({ index: LEAD, period: decidedPeriod }))));
  }
  return cells;
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
