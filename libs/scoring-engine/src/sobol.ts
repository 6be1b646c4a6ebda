import { MethodError } from './method-error.js';
import { quantise } from './quantise.js';
import type { Generator } from './seeded-generator.js';
import { sumOf } from './statistics.js';

/** Results lie on it. */
const GRID_STEP = 1e-9;
/** Relative error of a sum of some hundred terms. */
const LAST_BITS = 1e-13;

/** How much of a result's variance comes from one factor. */
export interface SobolIndex {
  /** Share of the variance that goes when the factor alone is known. */
  readonly firstOrder: number;
  /** Share that stays when everything but the factor is known. */
  readonly total: number;
  /** Standard errors of the two by the spread of their terms over the draws. */
  readonly firstOrderError: number;
  readonly totalError: number;
}

/**
 * Sobol's first-order and total indices of a model over the unit cube.
 *
 *   Sᵢ  = Σ f(B)·(f(ABᵢ) − f(A)) / (N·V)
 *   STᵢ = Σ (f(A) − f(ABᵢ))² / (2·N·V)
 *
 * A and B are independent draws, ABᵢ is A with the i-th factor of B, V the variance over A and B; f is centred first,
 * which leaves the indices and lowers their error. A model that does not vary has indices of 0; what varies by less
 * than the grid of results is the last bits of a sum, and would be shared out as if it were an effect.
 *
 * Source: Saltelli et al. (2010), table 2 (b) and (f); Jansen (1999).
 *
 * @param model  value for a point of [0, 1)ᵏ
 * @param generatorOf  generator of a draw; pure functions of the draw make the result independent of the count
 * @throws MethodError data.invalid under 2 draws or without factors
 */
export function sobolIndices(
  model: (point: readonly number[]) => number,
  factors: number,
  draws: number,
  generatorOf: (draw: number) => Generator,
): SobolIndex[] {
  if (draws < 2 || factors < 1)
    throw new MethodError('data.invalid', 'Sobol indices need a factor and two draws');
  const runs = Array.from({ length: draws }, (_, draw) => runOf(model, factors, generatorOf(draw)));
  const values = runs.flatMap((run) => [run.a, run.b]);
  const mean = sumOf(values) / values.length;
  const spread = sumOf(values.map((value) => (value - mean) ** 2)) / values.length;
  const variance = spread > Math.max(GRID_STEP, LAST_BITS * Math.abs(mean)) ** 2 ? spread : 0;
  return Array.from({ length: factors }, (_, factor) => {
    const mixed = (run: Run): number => run.mixed[factor] ?? run.a;
    const first = runs.map((run) => (run.b - mean) * (mixed(run) - run.a));
    const total = runs.map((run) => (run.a - mixed(run)) ** 2 / 2);
    const [firstOrder, firstOrderError] = shareOfVariance(first, variance);
    const [totalShare, totalError] = shareOfVariance(total, variance);
    return { firstOrder, total: totalShare, firstOrderError, totalError };
  });
}

interface Run {
  readonly a: number;
  readonly b: number;
  readonly mixed: readonly number[];
}

function runOf(model: (point: readonly number[]) => number, factors: number, next: Generator): Run {
  const a = Array.from({ length: factors }, next);
  const b = Array.from({ length: factors }, next);
  const mixed = a.map((_, factor) => model(a.map((value, at) => (at === factor ? (b[at] ?? value) : value))));
  return { a: model(a), b: model(b), mixed };
}

function shareOfVariance(terms: readonly number[], variance: number): [share: number, error: number] {
  if (variance === 0) return [0, 0];
  const mean = sumOf(terms) / terms.length;
  const spread = sumOf(terms.map((term) => (term - mean) ** 2)) / (terms.length - 1);
  return [quantise(mean / variance), quantise(Math.sqrt(spread / terms.length) / variance)];
}
