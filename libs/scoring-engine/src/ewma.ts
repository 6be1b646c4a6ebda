import {
  chartedValues,
  type ControlChart,
  type ControlChartSettings,
  type XmrCharted,
} from './control-chart.js';
import { sigmaFromRanges } from './control-chart-limits.js';
import { signalAt, type Signal } from './control-chart-signal.js';
import type { SeriesPoint } from './statistics-series.js';

/** Weight of the newest value. */
export const EWMA_WEIGHT = 0.2;
/** Plain limits in standard deviations of the average (Lucas & Saccucci 1990, Technometrics 32, table 3). */
const PLAIN_REACH = 3;
/** Guarded limits: 1 of 1,000 stable averages lies beyond when centre and σ come from the same points. */
const GUARDED_REACH = 3.2;

/**
 * Standard deviation of the average of values with correlations r^k:
 * σ √(λ/(2−λ) · (1 + r(1−λ)) / (1 − r(1−λ))) (Schmid 1997, in Frontiers in Statistical Quality Control 5).
 */
function deviationOfAverage(sigma: number, lag1: number): number {
  const kept = 1 - EWMA_WEIGHT;
  const spread = (EWMA_WEIGHT / (2 - EWMA_WEIGHT)) * ((1 + lag1 * kept) / (1 - lag1 * kept));
  return sigma * Math.sqrt(spread);
}

/** z_t = z_{t−1} + λ (x_t − z_{t−1}) with z_0 the given start (Roberts 1959, Technometrics 1, eq. 2). */
export function movingAverages(values: ArrayLike<number>, start: number): Float64Array {
  let average = start;
  return Float64Array.from(values, (value) => {
    average += EWMA_WEIGHT * (value - average);
    return average;
  });
}

export interface EwmaChart extends ControlChart {
  /** The average at each point. */
  readonly averages: readonly number[];
}

interface EwmaReach {
  readonly narrow: number;
  readonly reach: number;
}

function reachOf({ sigma, lag1, plain }: XmrCharted): EwmaReach {
  const narrow = PLAIN_REACH * deviationOfAverage(sigmaFromRanges(plain.meanRange, 0), 0);
  return { narrow, reach: Math.max(narrow, GUARDED_REACH * deviationOfAverage(sigma, lag1)) };
}

function signalsOf(charted: XmrCharted, averages: Float64Array, reach: number): readonly Signal[] {
  const { centre } = charted;
  const signals: Signal[] = [];
  averages.forEach((average, at) => {
    if (Math.abs(average - centre) > reach) signals.push(signalAt(charted, at, 'ewma', average - centre));
  });
  return signals;
}

/** The alarms of the EWMA chart alone. */
export const ewmaAlarms = (charted: XmrCharted): readonly Signal[] =>
  signalsOf(charted, movingAverages(charted.values, charted.centre), reachOf(charted).reach);

/**
 * EWMA chart with λ = 0.2 beside the XmR chart: it sees small lasting shifts that single points hide. Limits are
 * those of the long run; under 12 points there are none.
 */
export function ewmaChart(points: readonly SeriesPoint[], settings: ControlChartSettings = {}): EwmaChart {
  const charted = chartedValues(points, settings);
  if (charted === undefined) return { n: points.length, averages: [], signals: [], hints: [] };
  const { values, centre, lag1 } = charted;
  const { narrow, reach } = reachOf(charted);
  const averages = movingAverages(values, centre);
  return {
    n: points.length,
    centre,
    lower: centre - narrow,
    upper: centre + narrow,
    guardedLower: centre - reach,
    guardedUpper: centre + reach,
    lag1,
    averages: [...averages],
    signals: signalsOf(charted, averages, reach),
    hints: [],
  };
}
