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
 * @param asked  units whose score is wanted, all where absent
 */
export function copelandScores(
  columns: readonly Column[],
  weights: readonly number[],
  present: readonly boolean[],
  asked: readonly number[] = present.map((_, at) => at),
): (number | undefined)[] {
  const scores: (number | undefined)[] = present.map(() => undefined);
  for (const unit of asked) {
    if (present[unit] !== true) continue;
    let score = 0;
    for (let other = 0; other < present.length; other += 1) {
      if (other === unit || present[other] !== true) continue;
      score += Math.sign((shareWon(columns, weights, unit, other) ?? 0.5) - 0.5);
    }
    scores[unit] = score;
  }
  return scores;
}
