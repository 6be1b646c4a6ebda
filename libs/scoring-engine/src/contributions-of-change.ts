import { apportion, type Contribution } from './contributions.js';
import { quantise } from './quantise.js';

/** A whole with its parts: `score` is the sum of the parts' contributions. */
export interface ScoredWhole {
  readonly score: number;
  readonly contributions: readonly Contribution[];
}

export interface ChangePart {
  readonly code: string;
  /** What the part adds to the change of the whole. */
  readonly contribution: number;
  /** Of it: because the part's score moved. */
  readonly fromScore: number;
  /** Of it: because the part's weight moved, or the part came or went. */
  readonly fromWeight: number;
}

const SAME_WEIGHTS = 1e-9;

/**
 * What each part adds to the change of a whole; the parts add up to the change to 1e-9.
 *
 *   fromScore  = (W₀ + W₁)/2 · (s₁ − s₀)
 *   fromWeight = (W₁ − W₀) · ((s₀ + s₁)/2 − c)
 *
 * with c the mean of both wholes per unit of weight where the weights of both sides have the same sum, else 0: then a
 * part that leaves a weighted mean counts by how far it lay from the mean, not by its whole score. A part that is
 * missing on one side has no score to move; all of its change comes from weight.
 *
 * Source: Bennet (1920), symmetric decomposition of a change in a sum of products; Σ ΔW = 0 allows the centre c.
 */
export function contributionsOfChange(before: ScoredWhole, after: ScoredWhole): ChangePart[] {
  const change = quantise(after.score - before.score);
  const centre = centreOf(before, after);
  const codes = [...new Set([...before.contributions, ...after.contributions].map((part) => part.code))];
  const raw = codes.map((code) => {
    const from = before.contributions.find((part) => part.code === code);
    const to = after.contributions.find((part) => part.code === code);
    return { code, ...partOfChange(from, to, centre) };
  });
  const totals = apportion(
    change,
    raw.map((part) => part.fromScore + part.fromWeight),
  );
  return raw.map((part, at) => {
    const contribution = totals[at] ?? 0;
    const fromScore = quantise(part.fromScore);
    return { code: part.code, contribution, fromScore, fromWeight: quantise(contribution - fromScore) };
  });
}

function partOfChange(
  from: Contribution | undefined,
  to: Contribution | undefined,
  centre: number,
): { fromScore: number; fromWeight: number } {
  if (from && to) {
    return {
      fromScore: ((from.weight + to.weight) / 2) * (to.score - from.score),
      fromWeight: (to.weight - from.weight) * ((from.score + to.score) / 2 - centre),
    };
  }
  const came = to ? to.weight * (to.score - centre) : 0;
  const went = from ? from.weight * (from.score - centre) : 0;
  return { fromScore: 0, fromWeight: came - went };
}

function centreOf(before: ScoredWhole, after: ScoredWhole): number {
  const [weightBefore, weightAfter] = [weightOf(before), weightOf(after)];
  if (weightBefore === 0 || Math.abs(weightBefore - weightAfter) > SAME_WEIGHTS) return 0;
  return (before.score + after.score) / 2 / weightBefore;
}

function weightOf(whole: ScoredWhole): number {
  return whole.contributions.reduce((sum, part) => sum + part.weight, 0);
}
