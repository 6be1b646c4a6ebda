import { conformalInterval, errorPool, type ErrorPool } from './conformal.js';
import {
  type ForecastMethod,
  type ForecastParameters,
  type ForecastSettings,
  type PointForecast,
} from './forecast.js';
import { MethodError } from './method-error.js';
import { errorsOfOrigins, originForecasts, type ForecastError } from './forecast-origins.js';
import { periodMeans, requirePanel, type PanelSeries } from './forecast-panel.js';

export interface FanStep {
  /** Periods ahead. */
  readonly step: number;
  readonly index: number;
  readonly mean: number;
  readonly lower80?: number;
  readonly upper80?: number;
  readonly lower95?: number;
  readonly upper95?: number;
}

export interface Fan {
  readonly series: string;
  readonly method: ForecastMethod;
  readonly parameters: ForecastParameters;
  readonly steps: readonly FanStep[];
}

/** For each horizon the pool of errors over all series, undefined where it is too small. */
export function poolsByStep(
  errors: readonly ForecastError[],
  horizon: number,
): readonly (ErrorPool | undefined)[] {
  return Array.from({ length: horizon }, (_, at) =>
    errorPool(errors.filter(({ step }) => step === at + 1).map(({ error }) => error)),
  );
}

function fanStep(index: number, step: number, mean: number, pool: ErrorPool | undefined): FanStep {
  if (pool === undefined) return { step, index, mean };
  const narrow = conformalInterval(mean, pool, 0.8);
  const wide = conformalInterval(mean, pool, 0.95);
  return {
    step,
    index,
    mean,
    lower80: narrow.lower,
    upper80: narrow.upper,
    lower95: wide.lower,
    upper95: wide.upper,
  };
}

/** The fan of one series: its forecast from the newest point with the intervals that its indicator's pools give. */
export function fanOf(
  { series, points }: PanelSeries,
  { mean, method, parameters }: PointForecast,
  pools: readonly (ErrorPool | undefined)[],
): Fan {
  const newest = points.at(-1)!.index;
  const steps = mean.map((value, at) => fanStep(newest + at + 1, at + 1, value, pools[at]));
  return { series, method, parameters, steps };
}

/** One value alone is no past from which anything could be told of what comes. */
export const FEWEST_FORECAST = 2;

/**
 * Forecasts of all series of one indicator, with 80 and 95 % intervals from the errors of all of them, pooled by
 * horizon. A pure function of the whole panel: the order of the series does not matter.
 *
 * @throws MethodError series.too-short for a series of fewer than two values
 */
export function forecastPanel(panel: readonly PanelSeries[], settings: ForecastSettings): readonly Fan[] {
  requirePanel(panel);
  for (const { series, points } of panel)
    if (points.length < FEWEST_FORECAST)
      throw new MethodError('series.too-short', `Series ${series} has one value; a forecast needs two.`);
  const means = periodMeans(panel);
  const origins = panel.map(({ points }) => originForecasts(points, settings, means));
  const errors = panel.flatMap(({ series }, at) => errorsOfOrigins(series, origins[at]!));
  const pools = poolsByStep(errors, settings.horizon);
  return panel.map((series, at) => fanOf(series, origins[at]!.newest, pools));
}
