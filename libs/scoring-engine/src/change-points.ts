import { MethodError } from './method-error.js';
import { log } from './statistics-exp.js';
import { requireFinite } from './statistics-series.js';

/** Shortest segment that is called a level of its own. */
export const MINIMUM_SEGMENT = 3;
/** c of the penalty c σ² log n. */
export const PENALTY_FACTOR = 3;
/** E|x_t − x_{t−1}| / σ for independent normal values, 2 / √π (Shewhart's d₂ for ranges of two). */
const D2 = 1.1283791670955126;

export interface ChangePoints {
  readonly n: number;
  readonly penalty: number;
  /** Index of the first value of each new segment. */
  readonly breaks: readonly number[];
}

export interface ChangePointSettings {
  /** Cost of one more break; absent: c σ² log n of the series. */
  readonly penalty?: number;
  readonly minimumSegment?: number;
}

/**
 * β = c σ² log n with c = 3 and σ = mean |x_t − x_{t−1}| / 1.128, which a few changes of level hardly move
 * (penalty: Yao 1988, Stat. Probab. Lett. 6, with 2 for his 2σ² log n; σ: Wheeler & Chambers 1992, ch. 3).
 */
export function automaticPenalty(values: ArrayLike<number>): number {
  const n = values.length;
  if (n < 2) return 0;
  let ranges = 0;
  for (let at = 1; at < n; at += 1) ranges += Math.abs(values[at]! - values[at - 1]!);
  const sigma = ranges / (n - 1) / D2;
  return PENALTY_FACTOR * sigma * sigma * log(n);
}

interface Sums {
  readonly plain: Float64Array;
  readonly squared: Float64Array;
}

/** Running sums of x − x₁ and (x − x₁)²: a high level eats no digits, and a constant series costs exactly 0. */
function runningSums(values: ArrayLike<number>): Sums {
  const n = values.length;
  const plain = new Float64Array(n + 1);
  const squared = new Float64Array(n + 1);
  for (let at = 0; at < n; at += 1) {
    const value = values[at]! - values[0]!;
    plain[at + 1] = plain[at]! + value;
    squared[at + 1] = squared[at]! + value * value;
  }
  return { plain, squared };
}

/** Sum of squares of x_from … x_{to−1} about their own mean. */
function cost({ plain, squared }: Sums, from: number, to: number): number {
  const sum = plain[to]! - plain[from]!;
  return squared[to]! - squared[from]! - (sum * sum) / (to - from);
}

/**
 * The cheapest last segment start for every end, by F(t) = min over s of F(s) + C(s, t) + β (Killick, Fearnhead
 * & Eckley 2012, eq. 3). A start with F(s) + C(s, t) > F(t) never wins again once t itself may be a start (eq. 4);
 * with a shortest segment m that is from t + m on, so it is dropped m steps later than in the paper.
 */
function cheapestStarts(values: ArrayLike<number>, penalty: number, shortest: number): Int32Array {
  const n = values.length;
  const sums = runningSums(values);
  const best = new Float64Array(n + 1).fill(Infinity);
  const starts = new Int32Array(n + 1);
  const lastEnd = new Int32Array(n + 1).fill(n);
  best[0] = -penalty;
  let candidates = [0];
  for (let end = shortest; end <= n; end += 1) {
    if (end >= 2 * shortest) candidates.push(end - shortest);
    for (const start of candidates) {
      const total = best[start]! + cost(sums, start, end) + penalty;
      if (total < best[end]!) {
        best[end] = total;
        starts[end] = start;
      }
    }
    for (const start of candidates) {
      const beaten = best[start]! + cost(sums, start, end) > best[end]!;
      if (beaten && lastEnd[start] === n) lastEnd[start] = Math.min(n, end + shortest - 1);
    }
    candidates = candidates.filter((start) => lastEnd[start]! > end);
  }
  return starts;
}

/**
 * Changes of level, exact and in time linear in practice: PELT with squared error (Killick, Fearnhead & Eckley
 * 2012, J. Am. Stat. Assoc. 107). Retrospective; whether a level is a new base is a person's decision.
 */
export function changePoints(values: ArrayLike<number>, settings: ChangePointSettings = {}): ChangePoints {
  requireFinite(values);
  const { penalty = automaticPenalty(values), minimumSegment = MINIMUM_SEGMENT } = settings;
  if (!(penalty >= 0)) throw new MethodError('setting.penalty', 'The penalty of a break must be 0 or more.');
  if (!(Number.isInteger(minimumSegment) && minimumSegment >= 1)) {
    throw new MethodError('setting.segment', 'The shortest segment must be a whole number from 1.');
  }
  const n = values.length;
  const breaks: number[] = [];
  if (n >= 2 * minimumSegment) {
    const starts = cheapestStarts(values, penalty, minimumSegment);
    for (let at = starts[n]!; at > 0; at = starts[at]!) breaks.unshift(at);
  }
  return { n, penalty, breaks };
}
