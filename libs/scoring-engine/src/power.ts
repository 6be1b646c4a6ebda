import { assertFinite } from './column.js';
import { MethodError } from './method-error.js';
import { exp, log } from './statistics-exp.js';

/**
 * x to the power y for x > 0, by the engine's own exp and log: `Math.pow` may differ in the last bit between
 * machines, and results are hashed. Relative error below 1e-13 where the result is between 1e-30 and 1e30.
 *
 * @throws MethodError value.not-positive, value.infinite
 */
export function power(x: number, y: number): number {
  assertFinite(x, 'the base of a power');
  if (x <= 0) throw new MethodError('value.not-positive', `${x} has no power ${y}; the base must be above 0`);
  return y === 1 ? x : exp(y * log(x));
}
