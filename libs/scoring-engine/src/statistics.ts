import { MethodError } from './method-error.js';

function requireSome(values: ArrayLike<number>, fewest: number, name: string): void {
  if (values.length < fewest) {
    throw new MethodError(
      'series.too-short',
      `${name} needs at least ${fewest} values, got ${values.length}.`,
    );
  }
}

/** Sum with the lost low-order bits carried along (Neumaier 1974, Z. angew. Math. Mech. 54, algorithm IV). */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

export function meanOf(values: ArrayLike<number>): number {
  requireSome(values, 1, 'A mean');
  return sumOf(values) / values.length;
}

/** Standard deviation with n − 1, in two passes (Chan, Golub & LeVeque 1983, eq. 1.7). */
export function standardDeviation(values: ArrayLike<number>): number {
  requireSome(values, 2, 'A standard deviation');
  const mean = meanOf(values);
  let squares = 0;
  let rest = 0;
  for (let at = 0; at < values.length; at += 1) {
    const distance = values[at]! - mean;
    squares += distance * distance;
    rest += distance;
  }
  return Math.sqrt((squares - (rest * rest) / values.length) / (values.length - 1));
}

/** Lag-1 autocorrelation Σ (x_t − x̄)(x_{t−1} − x̄) / Σ (x_t − x̄)² (Box & Jenkins 1970, eq. 2.1.11); 0 if constant. */
export function lag1Autocorrelation(values: ArrayLike<number>): number {
  requireSome(values, 2, 'A lag-1 correlation');
  const mean = meanOf(values);
  let squares = 0;
  let products = 0;
  for (let at = 0; at < values.length; at += 1) {
    const distance = values[at]! - mean;
    squares += distance * distance;
    if (at > 0) products += distance * (values[at - 1]! - mean);
  }
  return squares === 0 ? 0 : products / squares;
}

export interface Line {
  readonly intercept: number;
  readonly slope: number;
  readonly rSquared: number;
}

/** Least-squares line of y on x from centred sums (Draper & Smith 1966, eq. 1.2.9). */
export function leastSquaresLine(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  requireSome(x, 2, 'A line');
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [sxx, sxy, syy] = [0, 0, 0];
  for (let at = 0; at < x.length; at += 1) {
    const [dx, dy] = [x[at]! - meanX, y[at]! - meanY];
    sxx += dx * dx;
    sxy += dx * dy;
    syy += dy * dy;
  }
  if (sxx === 0)
    throw new MethodError('line.vertical', 'All points have the same x; a line needs two places.');
  const slope = sxy / sxx;
  return { slope, intercept: meanY - slope * meanX, rSquared: syy === 0 ? 1 : (slope * sxy) / syy };
}
