import { driftForecast, seasonalNaiveForecast } from './forecast-naive.js';
import { evenValues } from './forecast-panel.js';
import { fitDamped, fitHolt, fitSimple, type Fit } from './forecast-search.js';
import { deseasonalise } from './forecast-season.js';
import { SHRINKAGE, SHRUNKEN_ALPHA, shrunkenForecast, smoothedLevel } from './forecast-shrunken.js';
import { extrapolate, smooth, type SmoothingParameters } from './forecast-smoothing.js';
import { thetaForecast } from './forecast-theta.js';
import { MethodError } from './method-error.js';
import type { SeriesPoint } from './statistics-series.js';

export const FORECAST_METHODS = [
  'ses',
  'holt',
  'damped',
  'theta',
  'drift',
  'snaive',
  'mean-of-three',
  'shrunken-ses',
] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

export type ForecastParameters = Partial<SmoothingParameters> & {
  readonly drift?: number;
  readonly season?: number;
  readonly shrinkage?: number;
};

export interface PointForecast {
  /** Values 1 … horizon periods after the newest point. */
  readonly mean: readonly number[];
  /** The method used: simple smoothing where the series is too short for the one asked for. */
  readonly method: ForecastMethod;
  readonly parameters: ForecastParameters;
}

export interface ForecastSettings {
  readonly method: 'auto' | ForecastMethod;
  readonly horizon: number;
  /** Periods a cycle: 12 for months, 4 for quarters; absent for years. */
  readonly season?: number;
}

/** Fewest points that a slope, or a weight, is fitted to. */
const FEWEST_FITTED = 4;
const LONGEST_HORIZON = 60;

type Fitted = Pick<PointForecast, 'mean' | 'parameters'>;

function ofFit(values: Float64Array, fit: Fit, horizon: number): Fitted {
  const { alpha, beta, phi } = fit.parameters;
  const parameters = { alpha, ...(beta > 0 ? { beta } : {}), ...(phi < 1 ? { phi } : {}) };
  return { mean: extrapolate(smooth(values, fit.parameters, fit), phi, horizon), parameters };
}

function ofTheta(values: Float64Array, horizon: number): Fitted {
  const { mean, alpha, drift } = thetaForecast(values, horizon);
  return { mean, parameters: { alpha, drift } };
}

function ofDrift(values: Float64Array, horizon: number): Fitted {
  const mean = driftForecast(values, horizon);
  return { mean, parameters: { drift: mean[0]! - values[values.length - 1]! } };
}

function ofSeasonalNaive(values: Float64Array, horizon: number, season: number): Fitted {
  return { mean: seasonalNaiveForecast(values, horizon, season), parameters: { season } };
}

/** Mean of theta, damped trend and seasonal naive: no one of them is best on all series (Bates & Granger 1969). */
function meanOfThree(values: Float64Array, horizon: number, season: number): Fitted {
  const { values: plain, restore } = deseasonalise(values, season);
  const theta = restore(ofTheta(plain, horizon).mean);
  const damped = ofFit(plain, fitDamped(plain), horizon);
  const again = restore(damped.mean);
  const naive = seasonalNaiveForecast(values, horizon, season);
  const mean = naive.map((value, h) => (value + theta[h]! + again[h]!) / 3);
  return { mean, parameters: { ...damped.parameters, season } };
}

function fitted(values: Float64Array, method: ForecastMethod, horizon: number, season: number): Fitted {
  if (method === 'drift') return ofDrift(values, horizon);
  if (method === 'snaive') return ofSeasonalNaive(values, horizon, season);
  if (method === 'mean-of-three') return meanOfThree(values, horizon, season);
  const { values: plain, restore } = deseasonalise(values, season);
  const ofMethod = {
    ses: () => ofFit(plain, fitSimple(plain), horizon),
    holt: () => ofFit(plain, fitHolt(plain), horizon),
    damped: () => ofFit(plain, fitDamped(plain), horizon),
    theta: () => ofTheta(plain, horizon),
  }[method as 'ses' | 'holt' | 'damped' | 'theta']();
  return { ...ofMethod, mean: restore(ofMethod.mean) };
}

function requireSettings({ horizon, season }: ForecastSettings): void {
  if (!(Number.isInteger(horizon) && horizon >= 1 && horizon <= LONGEST_HORIZON)) {
    throw new MethodError(
      'setting.horizon',
      `A horizon of ${horizon} is refused; give 1 to ${LONGEST_HORIZON}.`,
    );
  }
  if (season !== undefined && !(Number.isInteger(season) && season >= 2)) {
    throw new MethodError(
      'setting.season',
      `A season of ${season} periods is refused; give a whole number from 2.`,
    );
  }
}

/** Years are forecast by shrunken smoothing, everything with a season by the mean of three. */
export function automaticMethod(season: number | undefined): ForecastMethod {
  return season === undefined ? 'shrunken-ses' : 'mean-of-three';
}

/**
 * Forecasts one series. `yearMean` is the mean over all units in the period of the newest point, which only
 * shrunken smoothing needs; a series charted alone is shrunk to its own newest value.
 */
export function forecastOf(
  points: readonly SeriesPoint[],
  settings: ForecastSettings,
  yearMean?: number,
): PointForecast {
  requireSettings(settings);
  const newest = points.at(-1);
  if (newest === undefined) throw new MethodError('series.too-short', 'A forecast needs at least one value.');
  const { horizon, season } = settings;
  const method = settings.method === 'auto' ? automaticMethod(season) : settings.method;
  const values = evenValues(points);
  if (method === 'shrunken-ses') {
    const value = shrunkenForecast(values, yearMean ?? newest.value);
    const parameters = { alpha: SHRUNKEN_ALPHA, shrinkage: SHRINKAGE };
    return { mean: new Array<number>(horizon).fill(value), method, parameters };
  }
  if (values.length < FEWEST_FITTED) {
    const value = smoothedLevel(values, SHRUNKEN_ALPHA);
    return {
      mean: new Array<number>(horizon).fill(value),
      method: 'ses',
      parameters: { alpha: SHRUNKEN_ALPHA },
    };
  }
  return { ...fitted(values, method, horizon, season ?? 1), method };
}
