import {
  type Rating,
  type RatingCounts,
  type RatingView,
  type TrendChanged,
  type TrendView,
} from '#contracts';
import { present } from '../questions/present.js';
import { type RatingRow } from './mark.query.js';

/** Control charts have limits from this many points on (methodology, section 4). */
const LIMITS_FROM = 12;

export const ratingView = (row: RatingRow): RatingView => ({
  rating: row.rating,
  reason: row.reason,
  ...present('value', row.value),
  ...present('planned', row.planned),
  ...present('base', row.base),
  ...present('attainment', row.attainment),
  ...present('tolerance', row.tolerance),
  ruleVersion: row.ruleVersion,
  knownFrom: row.knownFrom,
});

export function trendView(trend: TrendChanged): TrendView {
  const { verdict, strength, n, signals, breaks, method, slope, slopeLower, slopeUpper, p, pAdjusted } =
    trend;
  return {
    verdict,
    strength,
    n,
    ...present('method', method),
    ...present('slope', slope),
    ...present('slopeLower', slopeLower),
    ...present('slopeUpper', slopeUpper),
    ...present('p', p),
    ...present('pAdjusted', pAdjusted),
    ...present('changeSinceLast', trend.changeSinceLast),
    signal: signalOf(trend),
    signals,
    breaks,
  };
}

/** A movement is a signal only where a chart has limits and the newest point breaks a rule. */
export function signalOf({ n, signals, period }: TrendChanged): TrendView['signal'] {
  if (n < LIMITS_FROM) return 'no-limits';
  return signals.some((signal) => signal.period === period) ? 'signal' : 'noise';
}

const FIELD = {
  red: 'red',
  yellow: 'yellow',
  green: 'green',
  'no-data': 'noData',
  unrated: 'unrated',
} as const satisfies Record<Rating, keyof RatingCounts>;

export const noCounts = (): RatingCounts => ({ red: 0, yellow: 0, green: 0, noData: 0, unrated: 0 });

export function countRatings(ratings: Iterable<Rating>): RatingCounts {
  const counts = noCounts();
  for (const rating of ratings) counts[FIELD[rating]] += 1;
  return counts;
}

export function changeOfCounts(now: RatingCounts, before: RatingCounts): RatingCounts {
  const change = noCounts();
  for (const field of Object.values(FIELD)) change[field] = now[field] - before[field];
  return change;
}

/** Worst first: red, then no-data, then yellow. */
export const byUrgency = (a: RatingCounts, b: RatingCounts): number =>
  b.red - a.red || b.noData - a.noData || b.yellow - a.yellow;

const URGENCY: readonly Rating[] = ['red', 'no-data', 'yellow', 'green', 'unrated'];
export const urgencyOf = (rating: Rating): number => URGENCY.indexOf(rating);
