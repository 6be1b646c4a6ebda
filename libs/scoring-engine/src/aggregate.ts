import { MethodError } from './method-error.js';
import { power } from './power.js';
import { exp, log } from './statistics-exp.js';
import { sumOf } from './statistics.js';

export const AGGREGATE_METHODS = [
  'arithmetic',
  'geometric',
  'harmonic',
  'power',
  'minimum',
  'sum',
  'weighted-sum',
  'copeland',
  'ampi',
] as const;

export type AggregateMethod = (typeof AGGREGATE_METHODS)[number];
/** Methods that need one unit alone; Copeland needs all. */
export type RowMethod = Exclude<AggregateMethod, 'copeland'>;

/** A part that is present, with its weight. */
export interface AggregatePart {
  readonly score: number;
  readonly weight: number;
}

/** Exponent of the generalised mean where the method gives none: halfway between geometric and arithmetic. */
export const DEFAULT_EXPONENT = 0.5;

/**
 * One number from the parts of one unit; `w` are the weights of the parts that are present, made to sum to 1.
 *
 *   arithmetic    Σ w·x
 *   geometric     exp Σ w·ln x
 *   harmonic      1 / Σ (w/x)
 *   power         (Σ w·xᵖ)^{1/p}
 *   minimum       min x
 *   sum           Σ x
 *   weighted-sum  Σ weight/10 · x, weights in percent as given
 *   ampi          M − S²/M, M and S² the weighted mean and variance of the parts
 *
 * Source: OECD/JRC Handbook (2008), step 7; COINr `a_amean`, `a_gmean`, `a_hmean`, `a_genmean`; Mazziotta and Pareto
 * (2016), adjusted index with downward penalty (parts usually on 70–130); VCCI, PCI 2021 (weighted sum).
 *
 * @throws MethodError value.not-positive for geometric and harmonic means, powers and AMPI; data.invalid without parts;
 *   method.invalid for an exponent of 0
 *
 * @param scores  one a part; weights lie at the same places
 */
export function aggregateScores(
  method: RowMethod,
  scores: readonly number[],
  weights: readonly number[],
  exponent: number = DEFAULT_EXPONENT,
): number {
  if (scores.length === 0) throw new MethodError('data.invalid', 'nothing to aggregate');
  if (method === 'sum') return sumOf(scores);
  if (method === 'weighted-sum') return dot(scores, weights) / 10;
  if (method === 'minimum') return Math.min(...scores);
  if (method === 'arithmetic') return dot(scores, weights) / sumOf(weights);
  assertPositive(method, scores);
  const mean = (of: (score: number) => number): number => dot(scores.map(of), weights) / sumOf(weights);
  if (method === 'geometric') return exp(mean(log));
  if (method === 'harmonic') return 1 / mean((score) => 1 / score);
  if (method === 'ampi') {
    const centre = dot(scores, weights) / sumOf(weights);
    return centre - mean((score) => (score - centre) ** 2) / centre;
  }
  if (exponent === 0 || !Number.isFinite(exponent)) {
    throw new MethodError(
      'method.invalid',
      'a generalised mean needs an exponent other than 0; use the geometric mean',
    );
  }
  return power(
    mean((score) => power(score, exponent)),
    1 / exponent,
  );
}

function dot(scores: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  // An indexed loop: draws of an uncertainty analysis come through here six million times.
  for (let at = 0; at < scores.length; at += 1) sum += (scores[at] ?? 0) * (weights[at] ?? 0);
  return sum;
}

/** The same over parts. */
export function aggregateRow(method: RowMethod, parts: readonly AggregatePart[], exponent?: number): number {
  return aggregateScores(
    method,
    parts.map((part) => part.score),
    parts.map((part) => part.weight),
    exponent,
  );
}

function assertPositive(method: RowMethod, scores: readonly number[]): void {
  const low = scores.find((score) => score <= 0);
  if (low === undefined) return;
  throw new MethodError(
    'value.not-positive',
    `${method} aggregation of the score ${low}; scores must be above 0`,
  );
}

/**
 * What each part adds to an aggregate, before it is put on the grid; the parts add up to the aggregate.
 *
 * All methods but Copeland are homogeneous of degree one, so that f(x) = Σ xᵢ·∂f/∂xᵢ (Euler's theorem): the mean's
 * parts are w·x, the geometric mean's w·f, the harmonic mean's w·f²/x, a power's w·f·(x/f)ᵖ; a minimum belongs to its
 * lowest parts, in equal shares.
 *
 * Source: Euler's theorem on homogeneous functions, as used for risk contributions (Tasche 1999).
 */
export function rowContributions(
  method: RowMethod,
  parts: readonly AggregatePart[],
  exponent: number = DEFAULT_EXPONENT,
): number[] {
  const value = aggregateRow(method, parts, exponent);
  const total = sumOf(parts.map((part) => part.weight));
  const lowest = parts.filter((part) => part.score === value).length;
  return parts.map(({ score, weight: raw }) => {
    const weight = raw / total;
    if (method === 'sum') return score;
    if (method === 'weighted-sum') return (raw * score) / 10;
    if (method === 'minimum') return score === value ? value / lowest : 0;
    if (method === 'arithmetic') return weight * score;
    if (method === 'geometric') return weight * value;
    if (method === 'harmonic') return (weight * value * value) / score;
    if (method === 'power') return weight * value * power(score / value, exponent);
    return weight * score * ampiSlope(score, parts);
  });
}

/** ∂(M − S²/M)/∂x divided by the part's weight. */
function ampiSlope(score: number, parts: readonly AggregatePart[]): number {
  const mean = aggregateRow('arithmetic', parts);
  const penalty = (mean - aggregateRow('ampi', parts)) / mean;
  return 1 - (2 * (score - mean)) / mean + penalty;
}
