import { MethodError } from './method-error.js';

/** One indicator over the units, in a fixed order of units; missing is undefined. */
export type Column = readonly (number | undefined)[];

export function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** @throws MethodError value.infinite for anything that is not a finite number */
export function assertFinite(value: number, what: string): void {
  if (!Number.isFinite(value)) {
    throw new MethodError('value.infinite', `${what} is ${value}; give a finite number or leave it out`);
  }
}

/**
 * The values that are present.
 *
 * @throws MethodError value.infinite, column.all-missing
 */
export function presentValues(column: Column, what: string): number[] {
  const present = column.filter(isPresent);
  for (const value of present) assertFinite(value, `a value of ${what}`);
  if (present.length === 0) throw new MethodError('column.all-missing', `${what} has no value at all`);
  return present;
}

/**
 * The values that are present, where a spread is needed.
 *
 * @throws MethodError value.infinite, column.all-missing, column.single-value, column.constant
 */
export function spreadValues(column: Column, what: string): number[] {
  const present = presentValues(column, what);
  if (present.length === 1) {
    throw new MethodError('column.single-value', `${what} has one value; a spread needs two`);
  }
  if (present.every((value) => value === present[0])) {
    throw new MethodError(
      'column.constant',
      `${what} is ${present[0]} for every unit; it cannot tell units apart`,
    );
  }
  return present;
}
