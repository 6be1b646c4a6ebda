import { MethodError } from './method-error.js';
import { normalQuantile } from './statistics-normal.js';
import { medianInPlace, selectRank } from './statistics-select.js';

export interface SenSlope {
  readonly slope: number;
  /** The interval's ends, where one was asked for. */
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * The slopes of all pairs, kept between calls: a window of 60 needs 14 kB, and making that array anew for each
 * series takes longer than filling it.
 */
let scratch = new Float64Array(2048);

function scratchFor(count: number): Float64Array {
  if (scratch.length < count) scratch = new Float64Array(count * 2);
  return scratch;
}

function fillSlopes(
  into: Float64Array,
  start: number,
  indexes: ArrayLike<number>,
  values: Float64Array,
): number {
  let count = start;
  const n = values.length;
  for (let i = 0; i < n - 1; i += 1) {
    const index = indexes[i]!;
    const value = values[i]!;
    for (let j = i + 1; j < n; j += 1) {
      into[count] = (values[j]! - value) / (indexes[j]! - index);
      count += 1;
    }
  }
  return count;
}

/** Rounds half to even, as the oracle's ranks are rounded. */
function roundHalfEven(x: number): number {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 === 0 ? low : low + 1;
}

/**
 * The median of `count` slopes and the slopes of rank (N − C)/2 and (N + C)/2 with C = z √Var S
 * (Sen 1968, J. Am. Stat. Assoc. 63, eq. 2.6; ranks rounded as in scipy.stats.theilslopes).
 */
function summarise(slopes: Float64Array, count: number, varS: number, confidence?: number): SenSlope {
  const slope = medianInPlace(slopes, count);
  if (confidence === undefined) return { slope };
  // By the lower tail: (1 + confidence)/2 may round to 1, whose quantile is infinite.
  const reach = -normalQuantile((1 - confidence) / 2) * Math.sqrt(varS);
  const low = Math.max(roundHalfEven((count - reach) / 2) - 1, 0);
  const high = Math.min(roundHalfEven((count + reach) / 2), count - 1);
  const middle = count >> 1;
  const lower = low >= middle ? slopes[middle]! : selectRank(slopes, 0, middle - 1, low);
  const upper = high <= middle ? slopes[middle]! : selectRank(slopes, middle + 1, count - 1, high);
  return { slope, lower, upper };
}

/**
 * Sen's slope: the median of (x_j − x_i) / (t_j − t_i) over all pairs i < j (Sen 1968; Theil 1950). The indexes
 * rise strictly. With a confidence it carries Sen's interval, for which Var S of the Mann–Kendall test is needed.
 */
export function senSlope(
  indexes: ArrayLike<number>,
  values: Float64Array,
  interval?: { readonly confidence: number; readonly varS: number },
): SenSlope {
  const count = (values.length * (values.length - 1)) / 2;
  if (count === 0) throw new MethodError('slope.too-few', 'A slope needs at least two points.');
  const slopes = scratchFor(count);
  fillSlopes(slopes, 0, indexes, values);
  return summarise(slopes, count, interval?.varS ?? 0, interval?.confidence);
}

/**
 * Seasonal Sen slope: the median over pairs of the same season, each difference divided by the whole cycles
 * between them, so it is a change per cycle (Hirsch, Slack & Smith 1982, eq. 10).
 */
export function seasonalSenSlope(
  seasons: readonly { readonly cycles: ArrayLike<number>; readonly values: Float64Array }[],
  interval?: { readonly confidence: number; readonly varS: number },
): SenSlope {
  const total = seasons.reduce((sum, { values: { length } }) => sum + (length * (length - 1)) / 2, 0);
  if (total === 0) throw new MethodError('slope.too-few', 'No season has two points.');
  const slopes = scratchFor(total);
  let count = 0;
  for (const { cycles, values } of seasons) count = fillSlopes(slopes, count, cycles, values);
  return summarise(slopes, count, interval?.varS ?? 0, interval?.confidence);
}
