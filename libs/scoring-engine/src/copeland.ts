import type { Column } from './column.js';
import { quantise } from './quantise.js';

/**
 * Share of the weight on which each unit beats each other one; ties count half.
 *
 *   o(i, j) = Σ w(xᵢ > xⱼ) + ½ Σ w(xᵢ = xⱼ)
 *
 * over the criteria that both units have, weights made to sum to 1; undefined where they share none.
 *
 * Source: Munda and Nardo (2009); COINr `outrankMatrix`.
 *
 * @param columns  criteria, each with one value a unit, more is better
 */
export function outrankingMatrix(
  columns: readonly Column[],
  weights: readonly number[],
): (number | undefined)[][] {
  const units = Math.max(0, ...columns.map((column) => column.length));
  return Array.from({ length: units }, (_, i) =>
    Array.from({ length: units }, (__, j) => (i === j ? 0 : shareWon(columns, weights, i, j))),
  );
}

function shareWon(
  columns: readonly Column[],
  weights: readonly number[],
  i: number,
  j: number,
): number | undefined {
  let won = 0;
  let shared = 0;
  for (const [at, column] of columns.entries()) {
    const [mine, theirs] = [column[i], column[j]];
    if (mine === undefined || theirs === undefined) continue;
    const weight = weights[at] ?? 0;
    shared += weight;
    if (mine > theirs) won += weight;
    else if (mine === theirs) won += weight / 2;
  }
  return shared === 0 ? undefined : quantise(won / shared);
}

/**
 * Copeland scores: units beaten less units lost to, −(n − 1) to n − 1.
 *
 * Source: Copeland (1951); COINr `a_copeland`.
 *
 * @param present  units that take part; the others have no score and count for nobody
 */
export function copelandScores(
  columns: readonly Column[],
  weights: readonly number[],
  present: readonly boolean[],
): (number | undefined)[] {
  const matrix = outrankingMatrix(columns, weights);
  return matrix.map((row, i) => {
    if (present[i] !== true) return undefined;
    return row.reduce<number>((score, share, j) => {
      if (i === j || present[j] !== true || share === undefined) return score;
      return score + Math.sign(share - 0.5);
    }, 0);
  });
}
