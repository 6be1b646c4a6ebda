import { conformalRadius, errorPool } from './conformal.js';
import { panelErrors } from './forecast-errors.js';
import type { ForecastSettings } from './forecast.js';
import { evenValues, type PanelSeries } from './forecast-panel.js';
import { leastSquaresLine, meanOf } from './statistics.js';

/** How intervals of one coverage did in one period. */
export interface IntervalRecord {
  /** Values inside. */
  readonly covered: number;
  readonly width: number;
  /** Mean interval score: width + 2/α × the distance outside (Gneiting & Raftery 2007, eq. 43); lower is better. */
  readonly score: number;
}

/** What the one-step forecasts of a panel were worth in one period. */
export interface CoverageRow {
  readonly index: number;
  /** Forecasts made for the period. */
  readonly n: number;
  /** Errors of earlier periods that the intervals rest on. */
  readonly earlierErrors: number;
  readonly meanAbsoluteError: number;
  /** Absent where there were under 20 earlier errors: such a period has no interval. */
  readonly at80?: IntervalRecord;
  readonly at95?: IntervalRecord;
}

export interface CoverageTotal {
  readonly n: number;
  readonly share80: number;
  readonly share95: number;
}

function recordOf(errors: readonly number[], radius: number, coverage: number): IntervalRecord {
  const outside = errors.map((error) => Math.max(0, Math.abs(error) - radius));
  const covered = outside.filter((distance) => distance === 0).length;
  const penalty = (2 / (1 - coverage)) * meanOf(outside);
  return { covered, width: 2 * radius, score: 2 * radius + penalty };
}

/**
 * Coverage of the conformal intervals with a rolling origin: the forecasts of each period see earlier values only,
 * and their intervals rest on errors of earlier periods only.
 */
export function rollingCoverage(
  panel: readonly PanelSeries[],
  settings: Omit<ForecastSettings, 'horizon'>,
): readonly CoverageRow[] {
  const errors = panelErrors(panel, { ...settings, horizon: 1 });
  const indexes = [...new Set(errors.map(({ index }) => index))].sort((a, b) => a - b);
  return indexes.map((period) => {
    const now = errors.filter(({ index }) => index === period).map(({ error }) => error);
    const earlier = errors.filter(({ index }) => index < period).map(({ error }) => error);
    const pool = errorPool(earlier);
    const meanAbsoluteError = meanOf(now.map(Math.abs));
    const row = { index: period, n: now.length, earlierErrors: earlier.length, meanAbsoluteError };
    if (pool === undefined) return row;
    const at80 = recordOf(now, conformalRadius(pool, 0.8), 0.8);
    return { ...row, at80, at95: recordOf(now, conformalRadius(pool, 0.95), 0.95) };
  });
}

/** Shares covered over all periods that have an interval. */
export function pooledCoverage(rows: readonly CoverageRow[]): CoverageTotal {
  let [n, covered80, covered95] = [0, 0, 0];
  for (const { n: count, at80, at95 } of rows) {
    if (at80 === undefined || at95 === undefined) continue;
    n += count;
    covered80 += at80.covered;
    covered95 += at95.covered;
  }
  return { n, share80: n === 0 ? 0 : covered80 / n, share95: n === 0 ? 0 : covered95 / n };
}

/** One-step forecasts to compare with: the newest value, and the straight line through all values. */
const SIMPLE_FORECASTS = {
  asLastPeriod: (values: Float64Array) => values[values.length - 1]!,
  straightLine: (values: Float64Array) => {
    if (values.length < 2) return values[0]!;
    const line = leastSquaresLine([...values.keys()], values);
    return line.intercept + line.slope * values.length;
  },
} as const;

/** Mean absolute error one period ahead of a simple forecast, over the periods from first to last. */
export function simpleMeanAbsoluteError(
  panel: readonly PanelSeries[],
  simple: keyof typeof SIMPLE_FORECASTS,
  first: number,
  last: number,
): number {
  const sizes = panel.flatMap(({ points }) =>
    points.flatMap(({ index, value }, at) => {
      const wanted = index >= first && index <= last && points[at - 1]?.index === index - 1;
      return wanted ? [Math.abs(value - SIMPLE_FORECASTS[simple](evenValues(points.slice(0, at))))] : [];
    }),
  );
  return meanOf(sizes);
}
