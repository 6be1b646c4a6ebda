import { type RatingChanged, type TrendChanged, type Verdict } from '#contracts';
import { type Day, type Period, periodDistance } from '#periods';
import {
  type PeriodRating,
  publishedTrends,
  ratePeriods,
  type RatedPoint,
  type SeriesPoint,
  type Trend,
  trendOf,
} from '#scoring-engine';
import { type Panel, type PanelPoint, type SubjectRule } from './panel.js';

/** Longest window that a series' trend and rating look back on, in periods. */
export const WINDOW = 60;
const CONFIDENCE = 0.95;

export interface JudgedPoint {
  readonly unit: string;
  readonly period: Period;
  readonly trend: Trend;
  readonly rating: PeriodRating;
  readonly rated: PanelPoint['rated'];
  readonly rule: SubjectRule;
  readonly changeSinceLast?: number;
  /** Periods of the window with which a new stretch begins. */
  readonly breaks: readonly Period[];
  readonly knownFrom: string;
  readonly demo: boolean;
}

interface TestedPoint {
  readonly unit: string;
  readonly at: number;
  readonly point: PanelPoint;
  readonly first: number;
  readonly trend: Trend;
}

/**
 * Trend and rating of every unit of a family at every period from a day on: each trend from its own window, verdicts
 * upheld within the family of the same period, ratings from the window with the verdicts of its periods.
 *
 * @param units  the family
 * @param held  verdicts as published, for periods before the day
 */
export function judgeFamily(
  panel: Panel,
  units: readonly string[],
  from: Day,
  held: (unit: string, period: string) => Verdict | undefined,
): JudgedPoint[] {
  const tested = units.flatMap((unit) => testedPoints(panel, unit, from));
  const verdicts = new Map<string, Map<string, Trend>>();
  for (const sameTime of Map.groupBy(tested, ({ point }) => point.period.id).values()) {
    const upheld = publishedTrends(sameTime.map(({ trend }) => trend));
    sameTime.forEach(({ unit, point }, at) => {
      const ofUnit = verdicts.get(unit) ?? new Map<string, Trend>();
      verdicts.set(unit, ofUnit.set(point.period.id, upheld[at]!));
    });
  }
  return [...Map.groupBy(tested, ({ unit }) => unit)].flatMap(([unit, points]) => {
    const ofUnit = verdicts.get(unit)!;
    const isImproving = (period: string) =>
      (ofUnit.get(period)?.verdict ?? held(unit, period)) === 'improving';
    return judgedPoints(panel, points, ofUnit, isImproving);
  });
}

function testedPoints(panel: Panel, unit: string, from: Day): TestedPoint[] {
  const points = panel.series.get(unit) ?? [];
  const tested: TestedPoint[] = [];
  for (let at = 0; at < points.length; at++) {
    const point = points[at]!;
    if (point.period.lastDay < from) continue;
    const first = windowStart(points, at);
    tested.push({ unit, at, point, first, trend: trendAt(points, first, at, panel.ruleOf(point.period)) });
  }
  return tested;
}

/** Place of the oldest point that the window of a point holds. */
function windowStart(points: readonly PanelPoint[], at: number): number {
  const newest = points[at]!.period;
  let first = at;
  while (first > 0 && periodDistance(points[first - 1]!.period, newest) < WINDOW) first--;
  return first;
}

function trendAt(points: readonly PanelPoint[], first: number, at: number, rule: SubjectRule): Trend {
  const { segment, period } = points[at]!;
  const series: SeriesPoint[] = [];
  for (let place = first; place <= at; place++) {
    const point = points[place]!;
    if (point.segment !== segment || point.value === undefined) continue;
    series.push({ index: WINDOW - periodDistance(point.period, period), value: point.value });
  }
  const trend = trendOf(series, {
    direction: rule.direction === 'down' ? 'down' : 'up',
    confidence: CONFIDENCE,
    threshold: rule.threshold,
    ...(rule.season === undefined ? {} : { season: rule.season }),
  });
  if (rule.direction !== 'neutral' || trend.verdict === 'insufficient') return trend;
  return { ...trend, verdict: 'holding', strength: 'none' };
}

function judgedPoints(
  panel: Panel,
  tested: readonly TestedPoint[],
  trends: ReadonlyMap<string, Trend>,
  isImproving: (period: string) => boolean,
): JudgedPoint[] {
  const points = panel.series.get(tested[0]!.unit)!;
  const rated = points.map(({ period, rated: { pastDue, ...levels } }): RatedPoint => ({
    period: period.id,
    pastDue,
    ...levels,
    improving: isImproving(period.id),
  }));
  const latest = panel.ruleOf(tested.at(-1)!.point.period);
  const whole = points.length <= WINDOW ? ratePeriods(latest, rated) : undefined;
  return tested.map(({ unit, at, first, point }) => {
    const rule = panel.ruleOf(point.period);
    const isSame = first === 0 && rule.tolerance === latest.tolerance && rule.direction === latest.direction;
    const rating = (isSame && whole?.[at]) || ratePeriods(rule, rated.slice(first, at + 1)).at(-1)!;
    const before = points[at - 1];
    const change =
      before?.value === undefined || point.value === undefined || before.segment !== point.segment
        ? {}
        : { changeSinceLast: point.value - before.value };
    const window = points.slice(first, at + 1);
    return {
      unit,
      period: point.period,
      trend: trends.get(point.period.id)!,
      rating,
      rated: point.rated,
      rule,
      ...change,
      breaks: breaksIn(window),
      knownFrom: window.reduce((last, { knownFrom }) => (knownFrom > last ? knownFrom : last), ''),
      demo: window.some(({ demo }) => demo),
    };
  });
}

const breaksIn = (window: readonly PanelPoint[]): Period[] =>
  window.flatMap(({ segment, period }, at) => (at > 0 && window[at - 1]!.segment !== segment ? period : []));

export const RULE_VERSION = '1';

/** Why the rating is what it is, as a stable code. */
export function ratingReason({ rating, rule, rated }: JudgedPoint): RatingChanged['reason'] {
  switch (rating.rating) {
    case 'green':
      return 'reached';
    case 'yellow':
      return (rating.progress ?? 0) >= 0.75 ? 'behind-close' : 'behind-improving';
    case 'red':
      return rating.heldAtRed ? 'held-at-red' : 'behind';
    case 'no-data':
      return 'past-due';
    case 'unrated':
      if (rule.direction === 'neutral') return 'neutral';
      return rated.target === undefined ? 'no-trajectory' : 'no-value';
  }
}

/** The numbers of a trend test as they travel; nothing of it where there are too few points. */
export function testFields({ trend, changeSinceLast }: JudgedPoint): Partial<TrendChanged> {
  const { method, slope, slopeLower, slopeUpper, slopePeriods, s, z, p, tau, prewhitened } = trend;
  const change = changeSinceLast === undefined ? {} : { changeSinceLast };
  if (p === undefined) return change;
  const perPeriod = (value: number | undefined) => (value === undefined ? 0 : value / (slopePeriods ?? 1));
  return {
    ...change,
    method: method!,
    slope: perPeriod(slope),
    slopeLower: perPeriod(slopeLower),
    slopeUpper: perPeriod(slopeUpper),
    s: s!,
    z: z!,
    p,
    tau: tau!,
    ...(prewhitened ? { prewhitened } : {}),
  };
}
