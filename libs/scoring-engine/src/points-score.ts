import { assertFinite } from './column.js';
import { MethodError } from './method-error.js';
import { quantise } from './quantise.js';

/**
 * Points of an indicator that is counted by machine.
 *
 *   points = maximum · min(1, ratio / fullFrom)
 *
 * Source: Decision 766/QĐ-TTg (2022), index of service to people and businesses; the form and the two thresholds
 * (80 and 90 %) from the published numerators, denominators and points of 10 October 2026.
 *
 * @param ratio  numerator over denominator, 0–1
 * @param maximum  points for the full score
 * @param fullFrom  ratio from which the full score is given, data of the edition; 1 where it names none
 * @throws MethodError value.infinite, value.out-of-range for a negative ratio or maximum or a threshold outside (0, 1]
 */
export function pointsScore(ratio: number, maximum: number, fullFrom = 1): number {
  assertFinite(ratio, 'a ratio');
  assertFinite(maximum, 'a maximum');
  if (ratio < 0 || maximum < 0)
    throw new MethodError('value.out-of-range', 'a ratio and a maximum are not negative');
  if (!(fullFrom > 0 && fullFrom <= 1)) {
    throw new MethodError(
      'value.out-of-range',
      `the full score from ${fullFrom}; give a share above 0, at most 1`,
    );
  }
  return quantise(maximum * Math.min(1, ratio / fullFrom));
}
