import { isPresent, type Column } from './column.js';
import { MethodError } from './method-error.js';

/**
 * Divides a column by another, such as dossiers by inhabitants; missing where either is missing.
 *
 *   x′ = x · factor / denominator
 *
 * Source: COINr `Denominate`; OECD/JRC Handbook (2008), step 2, scaling by size.
 *
 * @throws MethodError value.not-positive for a denominator of 0
 */
export function denominate(column: Column, denominator: Column, factor = 1): (number | undefined)[] {
  return column.map((value, at) => {
    const by = denominator[at];
    if (!isPresent(value) || !isPresent(by)) return undefined;
    if (by === 0) throw new MethodError('value.not-positive', `the denominator of unit ${at + 1} is 0`);
    return (value * factor) / by;
  });
}
