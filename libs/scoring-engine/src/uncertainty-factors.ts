import type { CompositeVariant } from './composite-draw.js';
import {
  isBranch,
  methodNodes,
  type MethodBranch,
  type MethodDocument,
  type UncertaintyFactor,
} from './method-document.js';
import type { NormaliseMethod } from './normalise.js';
import { sumOf } from './statistics.js';

/** Every normalisation that a variant of the method may use. */
export function normalisationsOf(document: MethodDocument): NormaliseMethod[] {
  const drawn = (document.uncertainty?.factors ?? []).flatMap((factor) =>
    factor.kind === 'normalise' ? factor.methods : [],
  );
  return [...new Set([document.normalise.method, ...drawn])];
}

/**
 * The variant of a method that a point of the unit cube stands for: one coordinate a factor.
 *
 *   weight      w·(1 + share·(2u − 1)), uniform within ± share
 *   methods     the ⌊u·n⌋-th of the list
 *
 * The weights of brothers and sisters are then made to sum to what they summed to before.
 *
 * Source: Saisana, Saltelli and Tarantola (2005), J. R. Statist. Soc. A 168(2), section 3.
 */
export function variantAt(
  document: MethodDocument,
  factors: readonly UncertaintyFactor[],
  point: readonly number[],
): CompositeVariant {
  const drawn = new Map<string, number>();
  let { method: normalise } = document.normalise;
  let aggregate: CompositeVariant['aggregate'];
  for (const [at, factor] of factors.entries()) {
    const u = point[at] ?? 0.5;
    if (factor.kind === 'weight') drawn.set(factor.code, 1 + factor.share * (2 * u - 1));
    else if (factor.kind === 'normalise') normalise = pick(factor.methods, u) ?? normalise;
    else aggregate = pick(factor.methods, u);
  }
  const weights = new Map(branchesOf(document.tree).flatMap((branch) => [...weightsUnder(branch, drawn)]));
  return { weights, normalise, ...(aggregate === undefined ? {} : { aggregate }) };
}

function pick<T>(list: readonly T[], u: number): T | undefined {
  return list[Math.min(list.length - 1, Math.floor(u * list.length))];
}

function branchesOf(tree: MethodBranch): MethodBranch[] {
  return methodNodes(tree).filter(isBranch);
}

function weightsUnder(branch: MethodBranch, drawn: ReadonlyMap<string, number>): [string, number][] {
  const raw = branch.children.map((child) => child.weight * (drawn.get(child.code) ?? 1));
  const factor = sumOf(branch.children.map((child) => child.weight)) / sumOf(raw);
  return branch.children.map((child, at) => [child.code, (raw[at] ?? 0) * factor]);
}
