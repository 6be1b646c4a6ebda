import { exp, log } from './statistics-exp.js';

const SQRT_PI = 1.772453850905516;
const SQRT_TWO_PI = 2.5066282746310002;

/**
 * erfc(x) for x ≥ 0: the positive series below 2, the continued fraction above (Abramowitz & Stegun 1964,
 * eq. 7.1.6 and 7.1.14). Relative error under 1e-13, so that a p-value of 1e-9 keeps its digits.
 */
function complementaryError(x: number): number {
  const scale = exp(-x * x) / SQRT_PI;
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let k = 1; term > sum * 1e-17; k += 1) {
      term *= (2 * x * x) / (2 * k + 1);
      sum += term;
    }
    return 1 - 2 * scale * sum;
  }
  let tail = x;
  for (let k = 60; k >= 1; k -= 1) tail = x + k / 2 / tail;
  return scale / tail;
}

/** P(|Z| ≥ |z|) for a standard normal Z. */
export function twoSidedNormal(z: number): number {
  return Math.min(1, complementaryError(Math.abs(z) * Math.SQRT1_2));
}

/** P(Z ≤ z) for a standard normal Z. */
export function normalBelow(z: number): number {
  const tail = complementaryError(Math.abs(z) * Math.SQRT1_2) / 2;
  return z < 0 ? tail : 1 - tail;
}

/**
 * The z with P(Z ≤ z) = share, for a share strictly between 0 and 1: a rational start (Abramowitz & Stegun
 * 1964, eq. 26.2.23, error 4.5e-4), then Halley's steps on the exact tail until nothing changes.
 */
export function normalQuantile(share: number): number {
  const tail = Math.min(share, 1 - share);
  const t = Math.sqrt(-2 * log(tail));
  let z =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step += 1) {
    const density = exp((-z * z) / 2) / SQRT_TWO_PI;
    const ratio = (complementaryError(z * Math.SQRT1_2) / 2 - tail) / density;
    z += ratio / (1 - (ratio * z) / 2);
  }
  return share < 0.5 ? -z : z;
}
