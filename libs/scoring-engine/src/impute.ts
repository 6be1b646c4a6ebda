import { isPresent, type Column } from './column.js';
import { compareCodes } from './rank.js';
import { meanOf } from './statistics.js';

export const IMPUTE_METHODS = ['group-mean', 'group-median', 'carry-forward', 'none'] as const;
export type ImputeMethod = (typeof IMPUTE_METHODS)[number];

export interface ImputedColumn {
  readonly values: readonly (number | undefined)[];
  /** Places that were missing and have a value now. */
  readonly imputed: readonly number[];
}

/**
 * Fills the gaps of one indicator.
 *
 *   group-mean, group-median   from the units of the same group that have a value
 *   carry-forward              from the same unit's value of the period before
 *   none                       nothing is filled
 *
 * A group without any value, or a unit without a value before, stays missing: nothing is made up from elsewhere.
 *
 * Source: OECD/JRC Handbook (2008), step 3, unconditional mean and median; COINr `i_mean_grp`, `i_median_grp`.
 *
 * @param groups  group of each unit; units without one form a group of their own name
 * @param before  the column of the period before, for carry-forward
 */
export function imputeColumn(
  column: Column,
  method: ImputeMethod,
  groups: readonly (string | undefined)[] = [],
  before: Column = [],
): ImputedColumn {
  const fill = fillerOf(column, method, groups, before);
  const values = column.map((value, at) => value ?? fill(at));
  const imputed = values.flatMap((value, at) =>
    column[at] === undefined && value !== undefined ? [at] : [],
  );
  return { values, imputed };
}

function fillerOf(
  column: Column,
  method: ImputeMethod,
  groups: readonly (string | undefined)[],
  before: Column,
): (at: number) => number | undefined {
  if (method === 'none') return () => undefined;
  if (method === 'carry-forward') return (at) => before[at];
  const centre = method === 'group-mean' ? meanOf : medianOf;
  const names = [...new Set(column.map((_, at) => groups[at] ?? ''))].sort(compareCodes);
  const centres = new Map(
    names.map((name) => {
      const members = column.filter((_, at) => (groups[at] ?? '') === name).filter(isPresent);
      return [name, members.length === 0 ? undefined : centre(members)] as const;
    }),
  );
  return (at) => centres.get(groups[at] ?? '');
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
