import {
  changePoints,
  type Lag1Sums,
  lag1SumsOf,
  type SeriesPoint,
  type Trend,
  trendOf,
} from '#scoring-engine';
import { type PanelPoint, type SubjectRule } from './panel.js';

const CONFIDENCE = 0.95;

/** What the window of one point says by itself, before its family has its say. */
export interface OwnTest {
  readonly trend: Trend;
  readonly lag1: Lag1Sums | undefined;
  /** Index of the first point of each new level; whether a level is a new base is a person's decision. */
  readonly levels: readonly number[];
}

interface Known {
  readonly rule: SubjectRule;
  readonly test: OwnTest;
}

/**
 * A point is made anew whenever anything of its series changes, so what its window said the last time still holds: of a
 * family of thirty only the unit that moved is tested again.
 */
const known = new WeakMap<PanelPoint, Known>();

/** @param series  the window's values since its newest break, by their place in it */
export function ownTest(point: PanelPoint, series: readonly SeriesPoint[], rule: SubjectRule): OwnTest {
  const before = known.get(point);
  if (before && isSameTest(before.rule, rule)) return before.test;
  const values = series.map(({ value }) => value);
  const test: OwnTest = {
    trend: trendOfWindow(series, rule),
    lag1: lag1SumsOf(values),
    levels: changePoints(values).breaks.map((first) => series[first]!.index),
  };
  known.set(point, { rule, test });
  return test;
}

const isSameTest = (a: SubjectRule, b: SubjectRule): boolean =>
  a.direction === b.direction && a.threshold === b.threshold && a.season === b.season;

function trendOfWindow(series: readonly SeriesPoint[], rule: SubjectRule): Trend {
  const trend = trendOf(series, {
    direction: rule.direction === 'down' ? 'down' : 'up',
    confidence: CONFIDENCE,
    threshold: rule.threshold,
    ...(rule.season === undefined ? {} : { season: rule.season }),
  });
  if (rule.direction !== 'neutral' || trend.verdict === 'insufficient') return trend;
  return { ...trend, verdict: 'holding', strength: 'none' };
}
