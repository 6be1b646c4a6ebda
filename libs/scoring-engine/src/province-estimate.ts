import { MethodError } from './method-error.js';
import type { ExpectedIndicator } from './scored-input.js';
import { scoreUnit, type IndexScore, type UnitScoreRequest } from './unit-score.js';

/**
 * The province's own monthly estimate: the department score over everything that all of its units are expected to
 * report, each value once. It measures effort; it does not forecast the published index.
 *
 * Source: methodology, section 2.
 *
 * @param units  expected indicators by unit; a value that two units are expected to give must be the same value
 * @throws MethodError cell.two-values where two units give different rows for one value, and those of scoreUnit
 */
export function scoreProvince(
  request: Omit<UnitScoreRequest, 'expected'>,
  units: ReadonlyMap<string, readonly ExpectedIndicator[]>,
): IndexScore[] {
  const byValue = new Map<string, ExpectedIndicator>();
  for (const expected of [...units.values()].flat()) {
    const key = `${expected.indicator}@${expected.forUnit}`;
    const before = byValue.get(key);
    if (before && (before.weight !== expected.weight || before.aggTime !== expected.aggTime)) {
      throw new MethodError('cell.two-values', `${key} is expected of two units under different rules`);
    }
    byValue.set(key, expected);
  }
  return scoreUnit({ ...request, expected: [...byValue.values()] });
}
