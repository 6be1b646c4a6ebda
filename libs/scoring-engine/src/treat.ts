import { isPresent, presentValues, spreadValues, type Column } from './column.js';
import { MethodError } from './method-error.js';
import { kurtosis, skewness } from './moments.js';
import { log } from './statistics-exp.js';

export const TREAT_METHODS = ['none', 'winsorise', 'log', 'winsorise-or-log'] as const;
export type TreatMethod = (typeof TREAT_METHODS)[number];

export interface TreatLimits {
  /** Most values that may be pulled in. */
  readonly maximum: number;
  readonly skewness: number;
  readonly kurtosis: number;
}

/** COINr's defaults. */
export const TREAT_LIMITS: TreatLimits = { maximum: 5, skewness: 2, kurtosis: 3.5 };
const LOG_OFFSET = 0.01;

export interface TreatedColumn {
  readonly values: readonly (number | undefined)[];
  /** What was done to the column. */
  readonly applied: 'none' | 'winsorised' | 'log';
  /** How many values were pulled in. */
  readonly winsorised: number;
}

/**
 * Treats outliers of one indicator.
 *
 *   winsorise          pulls the farthest values to the next ones, one step at a time, until |skew| < 2 or kurt < 3.5
 *   log                natural logarithm of every value
 *   winsorise-or-log   winsorise; where that is not enough, log(x − min + 0.01·(max − min)) of the original
 *
 * Source: COINr `Treat`, `winsorise`, `log_CT` (Becker et al. 2022, JOSS 7(78), 4567); OECD/JRC Handbook (2008),
 * step 4, limits of skewness and kurtosis.
 *
 * @throws MethodError column.all-missing, column.single-value, column.constant, value.infinite, value.not-positive
 */
export function treatColumn(
  column: Column,
  method: TreatMethod,
  what: string,
  limits: TreatLimits = TREAT_LIMITS,
): TreatedColumn {
  if (method === 'none') return { values: column, applied: 'none', winsorised: 0 };
  if (method === 'log') return { values: logColumn(column, what), applied: 'log', winsorised: 0 };
  spreadValues(column, what);
  if (isTame(column, limits)) return { values: column, applied: 'none', winsorised: 0 };
  const { values, winsorised } = winsorise(column, limits);
  if (method === 'winsorise' || isTame(values, limits)) return { values, applied: 'winsorised', winsorised };
  return { values: offsetLog(column), applied: 'log', winsorised: 0 };
}

/**
 * Natural logarithm of a column.
 *
 * @throws MethodError value.not-positive, column.all-missing, value.infinite
 */
export function logColumn(column: Column, what: string): (number | undefined)[] {
  presentValues(column, what);
  return column.map((value) => {
    if (value !== undefined && value <= 0) {
      throw new MethodError(
        'value.not-positive',
        `${what} has the value ${value}; a logarithm needs values above 0`,
      );
    }
    return value === undefined ? undefined : log(value);
  });
}

/** Whether skewness or kurtosis is within its limit; fewer than four values have no kurtosis and are left alone. */
function isTame(column: Column, limits: TreatLimits): boolean {
  const values = column.filter(isPresent);
  if (values.length < 4 || values.every((value) => value === values[0])) return true;
  return Math.abs(skewness(values)) < limits.skewness || kurtosis(values) < limits.kurtosis;
}

function winsorise(
  column: Column,
  limits: TreatLimits,
): { values: (number | undefined)[]; winsorised: number } {
  const values = [...column];
  let high: readonly number[] = [];
  let low: readonly number[] = [];
  while (!isTame(values, limits) && high.length + low.length < limits.maximum) {
    if (skewness(values.filter(isPresent)) >= 0) high = pullIn(values, Math.max, true);
    else low = pullIn(values, Math.min, false);
  }
  return { values, winsorised: high.length + low.length };
}

/** Sets the farthest values to the next ones inside and returns their places. */
function pullIn(
  values: (number | undefined)[],
  farthestOf: (...numbers: number[]) => number,
  isHigh: boolean,
): number[] {
  const farthest = farthestOf(...values.filter(isPresent));
  const places = values.flatMap((value, at) => (value === farthest ? [at] : []));
  const inside = values.filter(isPresent).filter((value) => (isHigh ? value < farthest : value > farthest));
  const next = farthestOf(...inside);
  for (const at of places) values[at] = next;
  return places;
}

function offsetLog(column: Column): (number | undefined)[] {
  const present = column.filter(isPresent);
  const lowest = Math.min(...present);
  const offset = LOG_OFFSET * (Math.max(...present) - lowest);
  return column.map((value) => (value === undefined ? undefined : log(value - lowest + offset)));
}
