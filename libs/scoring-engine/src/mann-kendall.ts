import { exactTwoSided, EXACT_LIMIT } from './mann-kendall-exact.js';
import { requireFinite } from './statistics-series.js';
import { twoSidedNormal } from './statistics-normal.js';

/** The sums behind a Mann–Kendall test of one series, or of one season of a series. */
export interface KendallScore {
  /** Σ sign(x_j − x_i) over i < j. */
  readonly s: number;
  readonly varS: number;
  /** Number of pairs compared, n (n − 1) / 2. */
  readonly pairs: number;
  /** Pairs that are tied. */
  readonly tied: number;
}

export interface MannKendall extends KendallScore {
  readonly n: number;
  readonly z: number;
  readonly p: number;
  readonly tau: number;
  readonly method: 'exact' | 'normal' | 'seasonal';
}

/** Σ t (t − 1) (2t + 5) over the groups of t equal values. */
function tieCorrection(values: Float64Array): number {
  const sorted = values.slice().sort();
  let sum = 0;
  let start = 0;
  for (let at = 1; at <= sorted.length; at += 1) {
    if (at < sorted.length && sorted[at] === sorted[start]) continue;
    const t = at - start;
    sum += t * (t - 1) * (2 * t + 5);
    start = at;
  }
  return sum;
}

/**
 * S and its variance under no trend, corrected for ties (Mann 1945; Kendall 1975, ch. 4):
 * Var S = (n (n−1) (2n+5) − Σ t (t−1) (2t+5)) / 18.
 */
export function kendallScore(values: Float64Array): KendallScore {
  const n = values.length;
  const pairs = (n * (n - 1)) / 2;
  let above = 0;
  let below = 0;
  for (let i = 0; i < n - 1; i += 1) {
    const earlier = values[i]!;
    for (let j = i + 1; j < n; j += 1) {
      const later = values[j]!;
      above = (above + Number(later > earlier)) | 0;
      below = (below + Number(later < earlier)) | 0;
    }
  }
  const tied = pairs - above - below;
  const ties = tied === 0 ? 0 : tieCorrection(values);
  return { s: above - below, varS: (n * (n - 1) * (2 * n + 5) - ties) / 18, pairs, tied };
}

/** z with continuity correction: (S ∓ 1) / √Var S, 0 where S is 0 (Kendall 1975, ch. 4). */
export function kendallZ(s: number, varS: number): number {
  if (s === 0 || varS === 0) return 0;
  return (s - Math.sign(s)) / Math.sqrt(varS);
}

/** τ_b = S / √((N − ties in x) (N − ties in time)); time has no ties (Kendall 1945, Biometrika 33). */
function tauDenominator(score: KendallScore): number {
  return Math.sqrt(score.pairs * (score.pairs - score.tied));
}

/**
 * Mann–Kendall test of a series against a monotonic trend, two-sided: the exact p for n ≤ 10 without ties,
 * else the normal approximation with continuity correction.
 */
export function mannKendall(values: ArrayLike<number>): MannKendall {
  requireFinite(values);
  const n = values.length;
  const score = kendallScore(values instanceof Float64Array ? values : Float64Array.from(values));
  const exact = n >= 2 && n <= EXACT_LIMIT && score.tied === 0;
  const z = kendallZ(score.s, score.varS);
  const bottom = tauDenominator(score);
  return {
    ...score,
    n,
    z,
    p: exact ? exactTwoSided(n, score.s) : twoSidedNormal(z),
    tau: bottom === 0 ? 0 : score.s / bottom,
    method: exact ? 'exact' : 'normal',
  };
}

/**
 * Seasonal Mann–Kendall test (Hirsch, Slack & Smith 1982, eq. 2–5): S and Var S are summed over the seasons,
 * so a January is compared with Januaries only. τ is Σ S over the summed denominators of the seasons' τ_b.
 */
export function seasonalMannKendall(seasons: readonly Float64Array[]): MannKendall {
  let [n, s, varS, pairs, tied, bottom] = [0, 0, 0, 0, 0, 0];
  for (const season of seasons) {
    requireFinite(season);
    const score = kendallScore(season);
    n += season.length;
    s += score.s;
    varS += score.varS;
    pairs += score.pairs;
    tied += score.tied;
    bottom += tauDenominator(score);
  }
  const z = kendallZ(s, varS);
  const tau = bottom === 0 ? 0 : s / bottom;
  return { s, varS, pairs, tied, n, z, p: twoSidedNormal(z), tau, method: 'seasonal' };
}
