import { fitSimple } from './forecast-search.js';
import { smooth } from './forecast-smoothing.js';
import { leastSquaresLine } from './statistics.js';

export interface ThetaForecast {
  readonly mean: readonly number[];
  readonly alpha: number;
  /** Half the slope of the least-squares line, added a period. */
  readonly drift: number;
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let k = 0; k < exponent; k += 1) product *= base;
  return product;
}

/**
 * Theta method (Assimakopoulos & Nikolopoulos 2000, Int. J. Forecasting 16) as simple smoothing with drift:
 * x̂_{n+h} = l_n + ½ b̂ (h − 1 + (1 − (1 − α)^n)/α) (Hyndman & Billah 2003, Int. J. Forecasting 19, eq. 6).
 */
export function thetaForecast(values: ArrayLike<number>, horizon: number): ThetaForecast {
  const n = values.length;
  const times = Array.from({ length: n }, (_, at) => at);
  const drift = leastSquaresLine(times, values).slope / 2;
  const fit = fitSimple(values);
  const { alpha } = fit.parameters;
  const settled = (1 - power(1 - alpha, n)) / alpha;
  const { level } = smooth(values, fit.parameters, fit);
  return { mean: Array.from({ length: horizon }, (_, h) => level + drift * (h + settled)), alpha, drift };
}
