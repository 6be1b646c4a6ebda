import { type RatingChanged, type TrendChanged, type Verdict } from '#contracts';
import { type Day, type Period, periodDistance, shiftPeriod } from '#periods';
import {
  alarmsOf,
  type PeriodRating,
  pooledLag1Of,
  publishedTrends,
  ratePeriods,
  type RatedPoint,
  type SeriesPoint,
  type Signal,
  type Trend,
} from '#scoring-engine';
import { type OwnTest, ownTest } from './own-test.js';
import { type Panel, type PanelPoint, type SubjectRule } from './panel.js';

/** Longest window that a series' trend and rating look back on, in periods. */
export const WINDOW = 60;

export interface JudgedPoint {
  readonly unit: string;
  readonly period: Period;
  readonly trend: Trend;
  readonly rating: PeriodRating;
  readonly rated: PanelPoint['rated'];
  readonly rule: SubjectRule;
  readonly changeSinceLast?: number;
  /** Alarms of the control charts since the newest break. */
  readonly signals: TrendChanged['signals'];
  /** Periods of the window with which a new stretch begins, or a new level since the newest stretch began. */
  readonly breaks: readonly Period[];
  readonly knownFrom: string;
  readonly demo: boolean;
}

interface WindowedPoint {
  readonly unit: string;
  readonly at: number;
  readonly point: PanelPoint;
  readonly first: number;
}

/** What the window of a point says, the trend upheld by its family. */
interface TestedPoint extends WindowedPoint {
  readonly trend: Trend;
  /** Alarms of the charts, whose limits allow for the lag-1 correlation of the whole family: one series tells too little. */
  readonly signals: readonly Signal[];
  readonly levels: OwnTest['levels'];
}

/**
 * Trend, charts and rating of every unit of a family at every period from a day on: each from its own window, verdicts
 * upheld and limits widened within the family of the same period, ratings from the window with the verdicts of its
 * periods.
 *
 * @param isMember  whether a unit is of the family in a period
 * @param held  verdicts as published, for periods before the day
 */
export function judgeFamily(
  panel: Panel,
  isMember: (unit: string, period: Period) => boolean,
  from: Day,
  held: (unit: string, period: string) => Verdict | undefined,
): JudgedPoint[] {
  const units = [...panel.series.keys()].sort();
  const windowed = units.flatMap((unit) => windowedPoints(panel, unit, from, isMember));
  const tested = [...Map.groupBy(windowed, ({ point }) => point.period.id).values()].flatMap((sameTime) =>
    testTogether(panel, sameTime),
  );
  const byUnit = Map.groupBy(tested, ({ unit }) => unit);
  return units.flatMap((unit) => {
    const points = byUnit.get(unit)?.sort((a, b) => a.at - b.at);
    if (!points) return [];
    const verdicts = new Map(points.map(({ point, trend }) => [point.period.id, trend.verdict]));
    const isImproving = (period: string) => (verdicts.get(period) ?? held(unit, period)) === 'improving';
    return judgedPoints(panel, points, isImproving);
  });
}

function windowedPoints(
  panel: Panel,
  unit: string,
  from: Day,
  isMember: (unit: string, period: Period) => boolean,
): WindowedPoint[] {
  const points = panel.series.get(unit) ?? [];
  return points.flatMap((point, at) =>
    point.period.lastDay < from || !isMember(unit, point.period)
      ? []
      : [{ unit, at, point, first: windowStart(points, at) }],
  );
}

/** Place of the oldest point that the window of a point holds. */
function windowStart(points: readonly PanelPoint[], at: number): number {
  const newest = points[at]!.period;
  let first = at;
  while (first > 0 && periodDistance(points[first - 1]!.period, newest) < WINDOW) first--;
  return first;
}

/** The windows of one period live only as long as it is looked at: all of a family's would be a hundred megabytes. */
function testTogether(panel: Panel, sameTime: readonly WindowedPoint[]): TestedPoint[] {
  const windows = sameTime.map(({ unit, at, first }) => stretchOf(panel.series.get(unit)!, first, at));
  const tests = sameTime.map(({ point }, at) => ownTest(point, windows[at]!, panel.ruleOf(point.period)));
  const upheld = publishedTrends(tests.map(({ trend }) => trend));
  const lag1 = pooledLag1Of(tests.map((test) => test.lag1));
  return sameTime.map((point, at) => ({
    ...point,
    trend: upheld[at]!,
    signals: alarmsOf(windows[at]!, { lag1 }),
    levels: tests[at]!.levels,
  }));
}

/** The values of a window since its newest break, by their place in it. */
function stretchOf(points: readonly PanelPoint[], first: number, at: number): SeriesPoint[] {
  const { segment, period } = points[at]!;
  const series: SeriesPoint[] = [];
  for (let place = first; place <= at; place++) {
    const point = points[place]!;
    if (point.segment !== segment || point.value === undefined) continue;
    series.push({ index: WINDOW - periodDistance(point.period, period), value: point.value });
  }
  return series;
}

function judgedPoints(
  panel: Panel,
  tested: readonly TestedPoint[],
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
  return tested.map(({ unit, at, first, point, trend, signals, levels }) => {
    const rule = panel.ruleOf(point.period);
    const isSame = first === 0 && rule.tolerance === latest.tolerance && rule.direction === latest.direction;
    const rating = (isSame && whole?.[at]) || ratePeriods(rule, rated.slice(first, at + 1)).at(-1)!;
    const window = points.slice(first, at + 1);
    return {
      unit,
      period: point.period,
      trend,
      rating,
      rated: point.rated,
      rule,
      ...changeSince(at > first ? points[at - 1] : undefined, point),
      signals: signals.map(({ index, rule: of }) => ({
        period: periodAt(point, index).id,
        rule: of,
      })),
      breaks: breaksIn(window, levels, point),
      knownFrom: window.reduce((last, { knownFrom }) => (knownFrom > last ? knownFrom : last), ''),
      demo: window.some(({ demo }) => demo),
    };
  });
}

function changeSince(before: PanelPoint | undefined, point: PanelPoint): { changeSinceLast?: number } {
  if (before?.value === undefined || point.value === undefined || before.segment !== point.segment) return {};
  return { changeSinceLast: point.value - before.value };
}

const periodAt = ({ period }: PanelPoint, index: number): Period => shiftPeriod(period, index - WINDOW);

function breaksIn(window: readonly PanelPoint[], levels: OwnTest['levels'], newest: PanelPoint): Period[] {
  const given = window.flatMap(({ segment, period }, at) =>
    at > 0 && window[at - 1]!.segment !== segment ? period : [],
  );
  const found = levels.map((index) => periodAt(newest, index));
  return [...given, ...found].sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1));
}

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
