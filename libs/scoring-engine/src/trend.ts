import { mannKendall, seasonalMannKendall, type MannKendall } from './mann-kendall.js';
import { MethodError } from './method-error.js';
import { seasonalSenSlope, senSlope, type SenSlope } from './sen-slope.js';
import {
  indexesOf,
  requireFinite,
  requireRising,
  requireShare,
  valuesOf,
  type SeriesPoint,
} from './statistics-series.js';
import { prewhitenedTest, type Prewhitened } from './trend-prewhitened.js';
import { seasonsOf } from './trend-seasons.js';

export type TrendVerdict = 'improving' | 'holding' | 'worsening' | 'insufficient';
export type TrendStrength = 'robust' | 'indicative' | 'none';

export interface TrendSettings {
  /** Which way is better. */
  readonly direction: 'up' | 'down';
  /** Of the interval; 1 − confidence is the level of the test. */
  readonly confidence: number;
  /** Periods a cycle; used from three cycles of points on. */
  readonly season?: number;
  /** Smallest slope a period, in the series' unit, that is called a change. */
  readonly threshold: number;
}

/** What a test of at least four points gives. */
export interface TrendTest {
  readonly s: number;
  readonly varS: number;
  readonly z: number;
  readonly p: number;
  readonly method: 'exact' | 'normal' | 'seasonal';
  readonly tau: number;
  /** Change over `slopePeriods` periods: 1, or a whole cycle for the seasonal method. */
  readonly slope: number;
  readonly slopeLower: number;
  readonly slopeUpper: number;
  readonly slopePeriods: number;
}

export interface Trend extends Partial<TrendTest> {
  readonly n: number;
  readonly prewhitened?: Omit<Prewhitened, 'sign'>;
  /** Change since the point before, all that is said of fewer than four points. */
  readonly lastChange?: number;
  readonly verdict: TrendVerdict;
  readonly strength: TrendStrength;
}

const FEWEST_POINTS = 4;
const SEASONAL_CYCLES = 3;

function testOf(test: MannKendall, sen: SenSlope, slopePeriods: number): TrendTest {
  const { s, varS, z, p, method, tau } = test;
  const { slope, lower = slope, upper = slope } = sen;
  return { s, varS, z, p, method, tau, slope, slopeLower: lower, slopeUpper: upper, slopePeriods };
}

function seasonalTest(points: readonly SeriesPoint[], season: number, confidence: number): TrendTest {
  const seasons = seasonsOf(points, season);
  const test = seasonalMannKendall(seasons.map(({ values }) => values));
  return testOf(test, seasonalSenSlope(seasons, { confidence, varS: test.varS }), season);
}

function plainTest(points: readonly SeriesPoint[], confidence: number): TrendTest {
  const values = valuesOf(points);
  const test = mannKendall(values);
  return testOf(test, senSlope(indexesOf(points), values, { confidence, varS: test.varS }), 1);
}

/**
 * The class of a trend: improving or worsening by the sign of the slope where the test rejects "no trend" at
 * level 1 − confidence and the slope a period exceeds the threshold, else holding. A verdict is robust where the
 * test after pre-whitening rejects as well and points the same way, indicative where it does not.
 */
function classify(
  test: TrendTest,
  second: Prewhitened | undefined,
  { direction, confidence, threshold }: TrendSettings,
): Pick<Trend, 'verdict' | 'strength'> {
  const level = 1 - confidence;
  const perPeriod = test.slope / test.slopePeriods;
  if (test.p > level || Math.abs(perPeriod) <= threshold) return { verdict: 'holding', strength: 'none' };
  const verdict = perPeriod > 0 === (direction === 'up') ? 'improving' : 'worsening';
  const agrees = second !== undefined && second.p <= level && second.sign === Math.sign(perPeriod);
  return { verdict, strength: agrees ? 'robust' : 'indicative' };
}

function requireSettings({ confidence, season, threshold }: TrendSettings): void {
  requireShare(confidence, 'Confidence');
  if (!(threshold >= 0)) throw new MethodError('setting.threshold', 'The trend threshold must be 0 or more.');
  if (season !== undefined && !(Number.isInteger(season) && season >= 2)) {
    throw new MethodError(
      'setting.season',
      `A season of ${season} periods is refused; give a whole number from 2.`,
    );
  }
}

/**
 * The trend of one series: Mann–Kendall test, Sen's slope with its interval, the second verdict after
 * pre-whitening, and the class. `points` rise in `index`; a missing period is absent, a carried one is left out.
 */
export function trendOf(points: readonly SeriesPoint[], settings: TrendSettings): Trend {
  requireSettings(settings);
  requireRising(indexesOf(points));
  requireFinite(valuesOf(points));
  const n = points.length;
  if (n < FEWEST_POINTS) {
    const change = n < 2 ? {} : { lastChange: points[n - 1]!.value - points[n - 2]!.value };
    return { n, ...change, verdict: 'insufficient', strength: 'none' };
  }
  const { season, confidence } = settings;
  const seasonal = season !== undefined && n >= SEASONAL_CYCLES * season;
  const test = seasonal ? seasonalTest(points, season, confidence) : plainTest(points, confidence);
  const second = prewhitenedTest(points, test.slope, seasonal ? season : undefined);
  const outcome = classify(test, second, settings);
  if (second === undefined) return { n, ...test, ...outcome };
  const { p, slope, lag1 } = second;
  return { n, ...test, prewhitened: { p, slope, lag1 }, ...outcome };
}
