/** Everything that leaves the engine lies on a grid of 1e-9, so that hashes of equal results are equal. */
const GRID = 1e9;
/** Above this the product with the grid is no longer an exact integer; such values are finer than their own ulp. */
const LARGEST = 2 ** 52 / GRID;

/**
 * Rounds to the nearest multiple of 1e-9, halves up; never −0.
 *
 * Source: methodology, section 3 (results quantised to 1e-9 before hashing).
 *
 * @throws MethodError value.infinite is left to the callers: a value that is not finite passes unchanged
 */
export function quantise(value: number): number {
  if (!(Math.abs(value) < LARGEST)) return value;
  return Math.round(value * GRID) / GRID + 0;
}

/** The same grid as a whole number of steps of 1e-9. */
export function gridSteps(value: number): number {
  return Math.round(value * GRID);
}

/** A whole number of steps of 1e-9 as a value. */
export function fromGridSteps(steps: number): number {
  return steps / GRID + 0;
}
