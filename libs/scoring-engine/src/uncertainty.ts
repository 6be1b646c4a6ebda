import { compositeModel, type CompositeModel } from './composite-draw.js';
import type { MethodDocument, UncertaintyFactor } from './method-document.js';
import { MethodError } from './method-error.js';
import type { CompositeData } from './method-normalised.js';
import { competitionRankNumbers } from './rank-numbers.js';
import { seededGenerator } from './seeded-generator.js';
import { sobolIndices, type SobolIndex } from './sobol.js';
import { normalisationsOf, variantAt } from './uncertainty-factors.js';

/** Where a unit's rank lies when the uncertain choices are drawn again and again; absent where it never has one. */
export interface RankInterval {
  readonly unit: string;
  readonly rankMedian?: number;
  readonly rank5?: number;
  readonly rank95?: number;
}

export interface FactorShare extends SobolIndex {
  readonly factor: string;
}

export interface Uncertainty {
  readonly ranks: readonly RankInterval[];
  /** Decomposition of the score of the document's unit; empty where it names none. */
  readonly factors: readonly FactorShare[];
}

export interface UncertaintyRequest {
  readonly document: MethodDocument;
  readonly data: CompositeData;
  readonly draws: number;
  /** With the edition it fixes every draw. */
  readonly seed: number | string;
}

/**
 * How much the ranks depend on the uncertain choices of a method, and how much of one unit's score each choice moves.
 *
 * Ranks: `draws` variants, drawn from (edition, seed, draw); median, 5th and 95th percentile by nearest rank, so that
 * each is a rank that occurred. Factors: Sobol's indices over as many pairs of draws.
 *
 * Source: Saisana, Saltelli and Tarantola (2005); OECD/JRC Handbook (2008), step 8; percentiles: Hyndman and Fan
 * (1996), type 1.
 *
 * @throws MethodError method.invalid where the document names no factor or a unit that is not in the data,
 *   data.invalid for draws, and those of computeComposite
 */
export function uncertaintyOf(request: UncertaintyRequest): Uncertainty {
  const { document, data, draws } = request;
  const factors = document.uncertainty?.factors ?? [];
  if (factors.length === 0)
    throw new MethodError('method.invalid', 'uncertainty.factors is missing; name what varies');
  if (!Number.isInteger(draws) || draws < 2) throw new MethodError('data.invalid', 'give at least two draws');
  const model = compositeModel(document, data, normalisationsOf(document));
  return { ranks: rankIntervals(request, factors, model), factors: factorShares(request, factors, model) };
}

function rankIntervals(
  { document, data, draws, seed }: UncertaintyRequest,
  factors: readonly UncertaintyFactor[],
  model: CompositeModel,
): RankInterval[] {
  const counts = data.units.map(() => new Uint32Array(data.units.length + 1));
  for (let draw = 0; draw < draws; draw += 1) {
    const next = seededGenerator(document.edition, 'ranks', seed, draw);
    const point = factors.map(() => next());
    const ranks = competitionRankNumbers(model(variantAt(document, factors, point)));
    for (let unit = 0; unit < ranks.length; unit += 1) {
      const rank = ranks[unit];
      const row = counts[unit];
      if (rank !== undefined && row) row[rank] = (row[rank] ?? 0) + 1;
    }
  }
  return data.units.map((unit, at) => intervalOf(unit, counts[at] ?? new Uint32Array(0)));
}

function intervalOf(unit: string, counts: Uint32Array): RankInterval {
  const [rankMedian, rank5, rank95] = [0.5, 0.05, 0.95].map((share) => nearestRank(counts, share));
  if (rankMedian === undefined || rank5 === undefined || rank95 === undefined) return { unit };
  return { unit, rankMedian, rank5, rank95 };
}

/** The rank at a share of all draws, from how often each rank occurred. */
function nearestRank(counts: Uint32Array, share: number): number | undefined {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return undefined;
  let seen = 0;
  return counts.findIndex((count) => {
    seen += count;
    return seen > 0 && seen >= share * all;
  });
}

function factorShares(
  { document, data, draws, seed }: UncertaintyRequest,
  factors: readonly UncertaintyFactor[],
  model: CompositeModel,
): FactorShare[] {
  const name = document.uncertainty?.unit;
  if (name === undefined) return [];
  const unit = data.units.indexOf(name);
  const nominal = unit < 0 ? undefined : model(variantAt(document, [], []), [unit])[unit];
  if (nominal === undefined) {
    throw new MethodError(
      'method.invalid',
      `uncertainty.unit is "${name}", a unit without a score in the data`,
    );
  }
  const score = (point: readonly number[]): number =>
    model(variantAt(document, factors, point), [unit])[unit] ?? nominal;
  const shares = sobolIndices(score, factors.length, draws, (draw) =>
    seededGenerator(document.edition, 'factors', seed, draw),
  );
  return factors.flatMap(({ factor }, at) => {
    const share = shares[at];
    return share ? [{ factor, ...share }] : [];
  });
}
