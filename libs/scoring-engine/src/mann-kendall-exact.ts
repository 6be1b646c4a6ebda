/** Up to this many values without ties the exact distribution is used. */
export const EXACT_LIMIT = 10;

/** Numbers of permutations of n values by inversions: m(n, k) = Σ m(n−1, k−i), i = 0..n−1 (Mahonian numbers). */
function permutationsByInversions(n: number): readonly number[] {
  let counts = [1];
  for (let size = 2; size <= n; size += 1) {
    const next = new Array<number>(counts.length + size - 1).fill(0);
    counts.forEach((count, inversions) => {
      for (let more = 0; more < size; more += 1) next[inversions + more]! += count;
    });
    counts = next;
  }
  return counts;
}

function twoSidedTable(n: number): readonly number[] {
  const counts = permutationsByInversions(n);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const pairs = counts.length - 1;
  return Array.from({ length: pairs + 1 }, (_, score) => {
    const extreme = counts.reduce((sum, count, k) => sum + (Math.abs(pairs - 2 * k) >= score ? count : 0), 0);
    return extreme / total;
  });
}

const TABLES = Array.from({ length: EXACT_LIMIT + 1 }, (_, n) => (n < 2 ? [1] : twoSidedTable(n)));

/**
 * Exact two-sided p of Kendall's S for 2 to 10 values without ties (Kendall 1938, Biometrika 30, table I):
 * the share of all orders of the values whose |S| is at least as large.
 */
export function exactTwoSided(n: number, s: number): number {
  return TABLES[n]![Math.abs(s)]!;
}
