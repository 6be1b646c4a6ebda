import { assertFinite } from './column.js';
import type { Direction } from './goalpost-score.js';
import { quantise } from './quantise.js';

export type Rating = 'green' | 'yellow' | 'red' | 'no-data' | 'unrated';

/** One period of what is rated, with what the rule needs. */
export interface RatedPoint {
  readonly period: string;
  /** Value or score; absent where there is none. */
  readonly value?: number;
  /** Base of the trajectory, and its point for this period; absent where there is no trajectory. */
  readonly base?: number;
  readonly target?: number;
  /** Past due and grace without a value; for a component or index, over the allowed share of its weight. */
  readonly pastDue?: boolean;
  /** Verdict of the trend test as of this period. */
  readonly improving?: boolean;
}

export interface RatingRule {
  readonly direction: Direction | 'neutral';
  /** Distance that does not count as a difference, in the unit of the values. */
  readonly tolerance: number;
}

/** Tolerance of a score on 1–10 and on 10–100. */
export const COMPONENT_TOLERANCE = 0.1;
export const INDEX_TOLERANCE = 1;
/** Share of the expected weight that may be past due before a component or index is no-data. */
export const PAST_DUE_LIMIT = 0.3;
const DEFAULT_TOLERANCE_SHARE = 0.01;
const NEARLY_REACHED = 0.75;

export interface PeriodRating {
  readonly period: string;
  readonly rating: Rating;
  /** Share of the way from base to trajectory point; absent where nothing was divided. */
  readonly progress?: number;
  /** Held at red because the way out needs two periods in a row of rising progress. */
  readonly heldAtRed: boolean;
}

/** Tolerance of an indicator whose catalogue entry gives none: 1 % of the width of its goalposts. */
export function defaultTolerance(goalposts: { readonly lo: number; readonly hi: number }): number {
  return quantise(DEFAULT_TOLERANCE_SHARE * Math.abs(goalposts.hi - goalposts.lo));
}

/**
 * Ratings of a window of periods, oldest first.
 *
 *   p = (x − b) / (T_t − b)
 *   green   x at or beyond T_t in the good direction, or within tolerance of it
 *   yellow  behind but improving, or 0.75 ≤ p < 1
 *   red     behind, p < 0.75, not improving
 *   no-data past due and grace;   unrated not due, neutral, or no trajectory
 *
 * Where T_t is within tolerance of b, or on the bad side of it, nothing is divided: green as above, else yellow while
 * improving, else red. Red becomes yellow only after two periods in a row, each with a larger p than the one before
 * (where nothing is divided: nearer to T_t). The window alone decides; nothing is remembered.
 *
 * Source: methodology, section 6.
 *
 * @throws MethodError value.infinite
 */
export function ratePeriods(rule: RatingRule, window: readonly RatedPoint[]): PeriodRating[] {
  let standsRed = false;
  return window.map((point, at) => {
    const raw = rateAlone(rule, point);
    const held = standsRed && raw.rating === 'yellow' && !roseTwice(rule, window, at);
    const rating = held ? 'red' : raw.rating;
    if (rating === 'red' || rating === 'yellow' || rating === 'green') standsRed = rating === 'red';
    const { progress } = raw;
    return { period: point.period, rating, heldAtRed: held, ...(progress === undefined ? {} : { progress }) };
  });
}

/** The rating of the last period of a window; unrated where the window is empty. */
export function rateLatest(rule: RatingRule, window: readonly RatedPoint[]): PeriodRating {
  return ratePeriods(rule, window).at(-1) ?? { period: '', rating: 'unrated', heldAtRed: false };
}

function rateAlone(rule: RatingRule, point: RatedPoint): { rating: Rating; progress?: number } {
  const { value, base, target } = point;
  if (rule.direction === 'neutral') return { rating: 'unrated' };
  if (point.pastDue === true) return { rating: 'no-data' };
  if (value === undefined || base === undefined || target === undefined) return { rating: 'unrated' };
  for (const number of [value, base, target]) assertFinite(number, `a rated value of ${point.period}`);
  const progress = progressOf(rule, point);
  const behind = quantise((target - value) * signOf(rule));
  const shown = progress === undefined ? {} : { progress };
  if (behind <= quantise(rule.tolerance)) return { rating: 'green', ...shown };
  const near = progress !== undefined && progress >= NEARLY_REACHED;
  return { rating: point.improving === true || near ? 'yellow' : 'red', ...shown };
}

/** p, or undefined where the trajectory point is not clearly on the good side of the base. */
function progressOf(rule: RatingRule, { value, base, target }: RatedPoint): number | undefined {
  if (value === undefined || base === undefined || target === undefined) return undefined;
  const way = quantise((target - base) * signOf(rule));
  if (way <= quantise(rule.tolerance)) return undefined;
  return quantise((value - base) / (target - base));
}

function roseTwice(rule: RatingRule, window: readonly RatedPoint[], at: number): boolean {
  return rose(rule, window[at - 2], window[at - 1]) && rose(rule, window[at - 1], window[at]);
}

function rose(rule: RatingRule, before: RatedPoint | undefined, after: RatedPoint | undefined): boolean {
  if (!before || !after) return false;
  const [from, to] = [progressOf(rule, before), progressOf(rule, after)];
  if (from !== undefined && to !== undefined) return to > from;
  const [near, nearer] = [gapOf(rule, before), gapOf(rule, after)];
  return near !== undefined && nearer !== undefined && nearer < near;
}

function gapOf(rule: RatingRule, { value, target }: RatedPoint): number | undefined {
  return value === undefined || target === undefined ? undefined : quantise((target - value) * signOf(rule));
}

function signOf(rule: RatingRule): number {
  return rule.direction === 'down' ? -1 : 1;
}
