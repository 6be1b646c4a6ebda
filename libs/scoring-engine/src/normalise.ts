import { presentValues, spreadValues, type Column } from './column.js';
import type { Direction } from './goalpost-score.js';
import { MethodError } from './method-error.js';
import { borda, percentileRank } from './normalise-by-rank.js';
import { meanOf, standardDeviation } from './statistics.js';

export const NORMALISE_METHODS = [
  'min-max',
  'goalposts',
  'z-score',
  'distance-to-target',
  'distance-to-leader',
  'percentile-rank',
  'borda',
  'none',
] as const;

export type NormaliseMethod = (typeof NORMALISE_METHODS)[number];

export interface NormaliseRule {
  readonly method: NormaliseMethod;
  /** Ends of the new scale; z-scores, Borda counts and untouched values have none. */
  readonly scale: readonly [low: number, high: number];
  readonly direction: Direction;
  /** Value at the low and at the high end of the scale, for goalposts; the second is the target of a distance. */
  readonly goalposts?: readonly [atLow: number, atHigh: number];
  readonly target?: number;
}

/**
 * Puts one indicator on a common scale, so that more is better.
 *
 *   min-max              low + (high − low)·(x − min)/(max − min)
 *   goalposts            the same with fixed ends, values beyond them clamped
 *   z-score              (x − mean)/s, s with divisor n − 1
 *   distance-to-target   (x − min)/(target − min); lower is better: (max − x)/(max − target)
 *   distance-to-leader   x/max; lower is better: min/x
 *   percentile-rank      share of the other units that are worse
 *   borda                number of units that are worse
 *   none                 x; lower is better: −x
 *
 * Distances and percentile ranks are shares 0–1 mapped on the scale; z-scores and Borda counts stay as they are.
 *
 * Source: OECD/JRC Handbook (2008), step 5 and table 3; COINr `n_minmax`, `n_goalposts`, `n_zscore`, `n_dist2targ`,
 * `n_fracmax`, `n_prank`, `n_borda`.
 *
 * @param what  name of the column in the sentence of a refusal
 * @throws MethodError column.all-missing, column.single-value, column.constant (where a spread is needed),
 *   value.infinite, value.not-positive, goalposts.invalid
 */
export function normaliseColumn(column: Column, rule: NormaliseRule, what: string): (number | undefined)[] {
  const { method, direction } = rule;
  presentValues(column, what);
  if (method === 'none') return mapPresent(column, (value) => (direction === 'up' ? value : -value));
  if (method === 'goalposts') return byGoalposts(column, rule, what);
  const present = spreadValues(column, what);
  if (method === 'min-max') return byMinMax(column, rule, present);
  if (method === 'z-score') return byDeviation(column, direction, present);
  if (method === 'distance-to-target') return byTarget(column, rule, present, what);
  if (method === 'distance-to-leader') return byLeader(column, rule, present, what);
  const upward = mapPresent(column, (value) => (direction === 'up' ? value : -value));
  return method === 'borda' ? borda(upward) : onScale(percentileRank(upward), rule);
}

function mapPresent(column: Column, map: (value: number) => number): (number | undefined)[] {
  return column.map((value) => (value === undefined ? undefined : map(value)));
}

function onScale(shares: Column, { scale: [low, high] }: NormaliseRule): (number | undefined)[] {
  return mapPresent(shares, (share) => low + (high - low) * share);
}

function byMinMax(column: Column, rule: NormaliseRule, present: readonly number[]): (number | undefined)[] {
  const [lowest, highest] = [Math.min(...present), Math.max(...present)];
  const worst = rule.direction === 'up' ? lowest : highest;
  const best = rule.direction === 'up' ? highest : lowest;
  return onScale(
    mapPresent(column, (value) => (value - worst) / (best - worst)),
    rule,
  );
}

/** The worst and the best value of an indicator's goalposts, whichever way round they are written. */
export function goalpostEnds(rule: NormaliseRule, what: string): { worst: number; best: number } {
  const [atLow, atHigh] = rule.goalposts ?? [NaN, NaN];
  if (!Number.isFinite(atLow) || !Number.isFinite(atHigh) || atLow === atHigh) {
    throw new MethodError('goalposts.invalid', `${what} needs two different goalposts`);
  }
  if (rule.direction === 'up' && atLow > atHigh) {
    throw new MethodError(
      'goalposts.invalid',
      `${what} goes up, but its goalposts fall from ${atLow} to ${atHigh}`,
    );
  }
  const [lowest, highest] = [Math.min(atLow, atHigh), Math.max(atLow, atHigh)];
  return rule.direction === 'up' ? { worst: lowest, best: highest } : { worst: highest, best: lowest };
}

function byGoalposts(column: Column, rule: NormaliseRule, what: string): (number | undefined)[] {
  const { worst, best } = goalpostEnds(rule, what);
  const shares = mapPresent(column, (value) => Math.min(1, Math.max(0, (value - worst) / (best - worst))));
  return onScale(shares, rule);
}

function byDeviation(
  column: Column,
  direction: Direction,
  present: readonly number[],
): (number | undefined)[] {
  const [mean, deviation] = [meanOf(present), standardDeviation(present)];
  const sign = direction === 'up' ? 1 : -1;
  return mapPresent(column, (value) => (sign * (value - mean)) / deviation);
}

function byTarget(
  column: Column,
  rule: NormaliseRule,
  present: readonly number[],
  what: string,
): (number | undefined)[] {
  const target = rule.target ?? (rule.goalposts ? goalpostEnds(rule, what).best : undefined);
  const worst = rule.direction === 'up' ? Math.min(...present) : Math.max(...present);
  if (target === undefined || !Number.isFinite(target) || target === worst) {
    throw new MethodError(
      'goalposts.invalid',
      `${what} needs a target that differs from its worst value ${worst}`,
    );
  }
  return onScale(
    mapPresent(column, (value) => (value - worst) / (target - worst)),
    rule,
  );
}

function byLeader(
  column: Column,
  rule: NormaliseRule,
  present: readonly number[],
  what: string,
): (number | undefined)[] {
  const lowest = Math.min(...present);
  if (lowest <= 0) {
    throw new MethodError(
      'value.not-positive',
      `${what} has the value ${lowest}; a share of the leader needs values above 0`,
    );
  }
  const highest = Math.max(...present);
  return onScale(
    mapPresent(column, (value) => (rule.direction === 'up' ? value / highest : lowest / value)),
    rule,
  );
}
