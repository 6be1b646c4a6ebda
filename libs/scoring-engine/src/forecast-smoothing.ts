import { MethodError } from './method-error.js';

/** Parameters of additive-error exponential smoothing in error-correction form. */
export interface SmoothingParameters {
  /** Share of an error that moves the level. */
  readonly alpha: number;
  /** Share of an error that moves the slope (α β* of Holt's own notation); 0: no slope. */
  readonly beta: number;
  /** Damping of the slope; 1: none. */
  readonly phi: number;
}

export interface SmoothingState {
  readonly level: number;
  readonly slope: number;
}

export interface Smoothed extends SmoothingState {
  /** One-step errors x_t − (l_{t−1} + φ b_{t−1}). */
  readonly errors: Float64Array;
}

function requireParameters({ alpha, beta, phi }: SmoothingParameters): void {
  if (!(alpha >= 0 && alpha <= 1 && beta >= 0 && beta <= 1 && phi > 0 && phi <= 1)) {
    throw new MethodError('setting.smoothing', `Smoothing needs alpha and beta from 0 to 1 and phi up to 1.`);
  }
}

/**
 * Exponential smoothing with a damped slope: e_t = x_t − l_{t−1} − φ b_{t−1}, l_t = l_{t−1} + φ b_{t−1} + α e_t,
 * b_t = φ b_{t−1} + β e_t (Hyndman, Koehler, Ord & Snyder 2008, Forecasting with Exponential Smoothing, table 2.2,
 * AAdN). With φ = 1 it is Holt's method, with β = b₀ = 0 simple smoothing.
 */
export function smooth(
  values: ArrayLike<number>,
  parameters: SmoothingParameters,
  start: SmoothingState,
): Smoothed {
  requireParameters(parameters);
  const { alpha, beta, phi } = parameters;
  const errors = new Float64Array(values.length);
  let { level, slope } = start;
  for (let at = 0; at < values.length; at += 1) {
    const carried = phi * slope;
    const error = values[at]! - level - carried;
    errors[at] = error;
    level += carried + alpha * error;
    slope = carried + beta * error;
  }
  return { level, slope, errors };
}

/** l_n + (φ + φ² + … + φ^h) b_n for h = 1 … horizon (same source, eq. 3.4). */
export function extrapolate(
  { level, slope }: SmoothingState,
  phi: number,
  horizon: number,
): readonly number[] {
  let damping = 0;
  let power = 1;
  return Array.from({ length: horizon }, () => {
    power *= phi;
    damping += power;
    return level + damping * slope;
  });
}

/**
 * Standard deviations of the forecasts if errors were independent and normal: σ √(1 + Σ c_j²), j < h, with
 * c_j = α + β (φ + … + φ^j) (same source, table 6.2). Shown beside the conformal intervals, never instead of them.
 */
export function textbookDeviations(
  sigma: number,
  { alpha, beta, phi }: SmoothingParameters,
  horizon: number,
): readonly number[] {
  let [sum, damping, power] = [1, 0, 1];
  return Array.from({ length: horizon }, () => {
    const deviation = sigma * Math.sqrt(sum);
    power *= phi;
    damping += power;
    const weight = alpha + beta * damping;
    sum += weight * weight;
    return deviation;
  });
}
