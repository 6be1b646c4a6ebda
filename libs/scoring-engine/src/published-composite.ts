import { assertFinite } from './column.js';
import { contributionsTo, type Contribution, type WeightedPart } from './contributions.js';
import { childrenOf, nodeOf, type Edition, type EditionNode } from './edition.js';
import { quantise } from './quantise.js';

export type NoValueReason = 'not-given' | 'missing-children' | 'edition-without-weights';

/** A node of an official index with the value given for it or computed from below. */
export interface PublishedNode {
  readonly code: string;
  readonly level: string;
  readonly value?: number;
  readonly origin: 'given' | 'computed';
  /** Why there is no value. */
  readonly reason?: NoValueReason;
  readonly missing: readonly string[];
  readonly contributions: readonly Contribution[];
  /** Further outside the node's scale than rounding explains. */
  readonly outsideScale: boolean;
}

/** Published sub-dimensions lie up to this far outside 1/k–10/k; that is their rounding. */
const SCALE_ROUNDING = 0.002;

/**
 * Every node of an official index from the published values of its lowest parts.
 *
 *   PCI  composite = Σ weight% · sub-index / 10       on 10–100
 *   PAPI dimension = Σ sub-dimension, total = Σ dimension
 *
 * A node is computed only where all of its children have a value: a composite of fewer parts would be another index.
 * An edition without weights gives its components and says why there is no composite.
 *
 * Source: VCCI, PCI 2021 report, method annex (weighted index); CECODES, RTA and UNDP, PAPI 2018 report, annex A
 * (equal parts, plain sums); weights recovered from the published tables.
 *
 * @param values  value by code of the parts that are not computed from below
 * @returns nodes of the subtree, parents before children
 * @throws MethodError tree.unknown-node, value.infinite
 */
export function publishedComposite(
  edition: Edition,
  root: string,
  values: ReadonlyMap<string, number>,
): PublishedNode[] {
  const node = nodeOf(edition, root);
  const children = childrenOf(edition, root).map((child) => publishedComposite(edition, child.code, values));
  const heads = children.flatMap((subtree) => subtree.slice(0, 1));
  return [publishedNode(edition, node, heads, values), ...children.flat()];
}

function publishedNode(
  edition: Edition,
  node: EditionNode,
  children: readonly PublishedNode[],
  values: ReadonlyMap<string, number>,
): PublishedNode {
  if (children.length === 0) return givenNode(node, values.get(node.code));
  if (node.aggregation === 'none') return withoutValue(node, 'edition-without-weights', []);
  const missing = children.filter((child) => child.value === undefined).map((child) => child.code);
  if (missing.length > 0) return withoutValue(node, 'missing-children', missing);
  const parts = children.map((child) => partOf(edition, node, child));
  const value = quantise(parts.reduce((sum, part) => sum + part.weight * part.score, 0));
  return {
    code: node.code,
    level: node.level,
    value,
    origin: 'computed',
    missing: [],
    contributions: contributionsTo(value, parts),
    outsideScale: isOutsideScale(node, value),
  };
}

function partOf(edition: Edition, parent: EditionNode, child: PublishedNode): WeightedPart {
  const weight = nodeOf(edition, child.code).weight ?? 0;
  const score = child.value ?? 0;
  if (parent.aggregation === 'sum') return { code: child.code, weight: 1, score };
  if (parent.aggregation === 'weighted-sum') return { code: child.code, weight: weight / 10, score };
  const sum = childrenOf(edition, parent.code).reduce((total, node) => total + (node.weight ?? 0), 0);
  const scale = parent.level === 'index' ? 10 : 1;
  return { code: child.code, weight: (scale * weight) / sum, score };
}

function givenNode(node: EditionNode, value: number | undefined): PublishedNode {
  if (value === undefined) return withoutValue(node, 'not-given', []);
  assertFinite(value, node.code);
  return {
    code: node.code,
    level: node.level,
    value: quantise(value),
    origin: 'given',
    missing: [],
    contributions: [],
    outsideScale: isOutsideScale(node, value),
  };
}

function withoutValue(node: EditionNode, reason: NoValueReason, missing: readonly string[]): PublishedNode {
  const origin = reason === 'not-given' ? 'given' : 'computed';
  return {
    code: node.code,
    level: node.level,
    origin,
    reason,
    missing,
    contributions: [],
    outsideScale: false,
  };
}

/** Whether a value lies further outside its node's scale than the rounding of published tables explains. */
export function isOutsideScale(node: EditionNode, value: number): boolean {
  const { scaleMin = -Infinity, scaleMax = Infinity } = node;
  return value < scaleMin - SCALE_ROUNDING || value > scaleMax + SCALE_ROUNDING;
}
