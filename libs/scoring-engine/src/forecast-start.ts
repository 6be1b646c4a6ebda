import type { SmoothingParameters, SmoothingState } from './forecast-smoothing.js';

export interface Started extends SmoothingState {
  /** Σ e² from this start. */
  readonly squares: number;
}

/** Sums of products of the errors from a start of nothing (x), a unit level (l) and a unit slope (b). */
interface Products {
  xx: number;
  xl: number;
  xb: number;
  ll: number;
  lb: number;
  bb: number;
}

/**
 * One pass for all three error series, because a search makes hundreds: kept as arrays, they take nine times as
 * long. Values are taken from the first one on, so that a high level does not eat the digits of the sums.
 */
function errorProducts(values: ArrayLike<number>, { alpha, beta, phi }: SmoothingParameters): Products {
  const origin = values[0]!;
  let [levelX, slopeX, levelL, slopeL, levelB, slopeB] = [0, 0, 1, 0, 0, 1];
  let [xx, xl, xb, ll, lb, bb] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < values.length; at += 1) {
    slopeX *= phi;
    slopeL *= phi;
    slopeB *= phi;
    const x = values[at]! - origin - levelX - slopeX;
    const l = -levelL - slopeL;
    const b = -levelB - slopeB;
    xx += x * x;
    xl += x * l;
    xb += x * b;
    ll += l * l;
    lb += l * b;
    bb += b * b;
    levelX += slopeX + alpha * x;
    levelL += slopeL + alpha * l;
    levelB += slopeB + alpha * b;
    slopeX += beta * x;
    slopeL += beta * l;
    slopeB += beta * b;
  }
  return { xx, xl, xb, ll, lb, bb };
}

function solve({ xl, xb, ll, lb, bb }: Products, sloped: boolean): SmoothingState {
  const determinant = ll * bb - lb * lb;
  // Nearly parallel columns: a slope that the data cannot tell from the level is taken as none.
  if (!sloped || determinant <= 1e-12 * ll * bb) return { level: -xl / ll, slope: 0 };
  return { level: (lb * xb - bb * xl) / determinant, slope: (lb * xl - ll * xb) / determinant };
}

/**
 * The level and slope before the first value that make Σ e² smallest for given parameters. Errors are linear in
 * both, so this is least squares in two unknowns (Hyndman et al. 2008, §2.6), in one where there is no slope.
 */
export function bestStart(
  values: ArrayLike<number>,
  parameters: SmoothingParameters,
  sloped: boolean,
): Started {
  const products = errorProducts(values, parameters);
  const { level, slope } = solve(products, sloped);
  const { xx, xl, xb, ll, lb, bb } = products;
  const crossed = level * xl + slope * xb + level * slope * lb;
  const squares = xx + level * level * ll + slope * slope * bb + 2 * crossed;
  return { level: values[0]! + level, slope, squares };
}
