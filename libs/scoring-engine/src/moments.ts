import { MethodError } from './method-error.js';
import { meanOf, sumOf } from './statistics.js';

/**
 * Sample skewness, adjusted.
 *
 *   G₁ = √n·Σd³ / (Σd²)^{3/2} · √(n(n−1)) / (n−2)
 *
 * Source: Joanes and Gill (1998), type 2; as in COINr `skew`.
 *
 * @throws MethodError data.invalid under 3 values
 */
export function skewness(values: readonly number[]): number {
  const n = values.length;
  if (n < 3) throw new MethodError('data.invalid', 'skewness needs three values');
  const [second, third] = centralSums(values);
  const plain = (Math.sqrt(n) * third) / (second * Math.sqrt(second));
  return (plain * Math.sqrt(n * (n - 1))) / (n - 2);
}

/**
 * Sample excess kurtosis, adjusted.
 *
 *   G₂ = ((n+1)(r − 3) + 6)·(n−1) / ((n−2)(n−3)),      r = n·Σd⁴ / (Σd²)²
 *
 * Source: Joanes and Gill (1998), type 2; as in COINr `kurt`.
 *
 * @throws MethodError data.invalid under 4 values
 */
export function kurtosis(values: readonly number[]): number {
  const n = values.length;
  if (n < 4) throw new MethodError('data.invalid', 'kurtosis needs four values');
  const [second, , fourth] = centralSums(values);
  const ratio = (n * fourth) / second ** 2;
  return (((n + 1) * (ratio - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3));
}

function centralSums(values: readonly number[]): [number, number, number] {
  const mean = meanOf(values);
  const deviations = values.map((value) => value - mean);
  const sum = (of: (d: number) => number): number => sumOf(deviations.map(of));
  return [sum((d) => d * d), sum((d) => d * d * d), sum((d) => d * d * d * d)];
}
