import type { SmoothingParameters } from './forecast-smoothing.js';
import { bestStart, type Started } from './forecast-start.js';

export interface Fit extends Started {
  readonly parameters: SmoothingParameters;
}

type Bounds = readonly [number, number];
type FreeParameters = Partial<Readonly<Record<keyof SmoothingParameters, Bounds>>>;

/** R's bounds of the smoothing weights and of the damping (forecast::ets). */
const WEIGHT: Bounds = [0.0001, 0.9999];
const DAMPING: Bounds = [0.8, 0.98];
const FINEST_STRIDE = 5e-3;

function clamp(value: number, [low, high]: Bounds): number {
  return Math.min(high, Math.max(low, value));
}

function fitAt(values: ArrayLike<number>, parameters: SmoothingParameters, sloped: boolean): Fit {
  return { parameters, ...bestStart(values, parameters, sloped) };
}

/** The best of the fits one stride up and down each free parameter, or the given fit where none is better. */
function bestNeighbour(values: ArrayLike<number>, fit: Fit, stride: number, free: FreeParameters): Fit {
  let best = fit;
  for (const [name, bounds] of Object.entries(free) as [keyof SmoothingParameters, Bounds][]) {
    for (const step of [-stride, stride]) {
      const parameters = { ...fit.parameters, [name]: clamp(fit.parameters[name] + step, bounds) };
      if (parameters.beta > parameters.alpha) continue;
      const next = fitAt(values, parameters, free.beta !== undefined);
      if (next.squares < best.squares) best = next;
    }
  }
  return best;
}

/** From the best point of a grid down to the lowest Σ e² nearby: a compass search with halving strides. */
function descend(values: ArrayLike<number>, grid: readonly SmoothingParameters[], free: FreeParameters): Fit {
  const fits = grid.map((parameters) => fitAt(values, parameters, free.beta !== undefined));
  let fit = fits.reduce((a, b) => (b.squares < a.squares ? b : a));
  for (let stride = 0.05; stride > FINEST_STRIDE;) {
    const next = bestNeighbour(values, fit, stride, free);
    if (next === fit) stride /= 2;
    fit = next;
  }
  return fit;
}

const WEIGHTS = [WEIGHT[0], 0.2, 0.4, 0.6, 0.8, WEIGHT[1]];
const SLOPE_SHARES = [0.05, 0.2, 0.6];

/** Simple exponential smoothing with the weight and the start of least squares. */
export function fitSimple(values: ArrayLike<number>): Fit {
  const grid = WEIGHTS.map((alpha) => ({ alpha, beta: 0, phi: 1 }));
  return descend(values, grid, { alpha: WEIGHT });
}

function slopedGrid(phis: readonly number[]): readonly SmoothingParameters[] {
  return phis.flatMap((phi) =>
    WEIGHTS.flatMap((alpha) => SLOPE_SHARES.map((share) => ({ alpha, beta: share * alpha, phi }))),
  );
}

/** Holt's method with the weights and the start of least squares. */
export function fitHolt(values: ArrayLike<number>): Fit {
  return descend(values, slopedGrid([1]), { alpha: WEIGHT, beta: WEIGHT });
}

/** The damped trend method with the weights, damping and start of least squares (Gardner & McKenzie 1985). */
export function fitDamped(values: ArrayLike<number>): Fit {
  return descend(values, slopedGrid([0.8, 0.9, 0.98]), { alpha: WEIGHT, beta: WEIGHT, phi: DAMPING });
}
