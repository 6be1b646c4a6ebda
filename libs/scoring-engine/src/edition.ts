import { MethodError } from './method-error.js';
import { monthSpan } from './period-span.js';

export type EditionAggregation = 'weighted-sum' | 'sum' | 'weighted-mean' | 'none';

/** One node of an edition's tree; `weight` in percent under a weighted sum, relative under a weighted mean. */
export interface EditionNode {
  readonly code: string;
  readonly parent?: string;
  readonly level: string;
  readonly weight?: number;
  readonly aggregation: EditionAggregation;
  readonly scaleMin?: number;
  readonly scaleMax?: number;
}

/** A dated make-up of an index: which parts, under which weights, from which period to which. */
export interface Edition {
  readonly id: string;
  readonly index: string;
  readonly validFromPeriod: string;
  /** Absent while the edition is open. */
  readonly validToPeriod?: string;
  readonly nodes: readonly EditionNode[];
}

/** Weights in percent may miss 100 by the rounding of their source (PCI 2005: 99.99). */
const LEAST_WEIGHT_SUM = 99.99;
const LARGEST_WEIGHT_SUM = 100.01;
const FLOAT_SLACK = 1e-9;

/**
 * Checks a whole edition: codes once, parents known, no cycle, a root, weights that fit their aggregation.
 *
 * Weights under a weighted sum add up to 99.99–100.01; under a weighted mean they are positive and need not add up.
 *
 * @throws MethodError edition.invalid, tree.duplicate-code, tree.orphan, tree.cycle, tree.no-root, weights.invalid,
 *   weights.do-not-sum
 */
export function validateEdition(edition: Edition): void {
  checkValidity(edition);
  const byCode = nodesByCode(edition);
  for (const node of edition.nodes) checkAncestors(node, byCode, edition.id);
  if (rootsOf(edition).length === 0)
    throw new MethodError('tree.no-root', `edition ${edition.id} has no root`);
  for (const node of edition.nodes) checkWeights(edition, node);
}

function checkValidity(edition: Edition): void {
  const from = monthSpan(edition.validFromPeriod);
  if (edition.validToPeriod !== undefined && monthSpan(edition.validToPeriod).last < from.first) {
    throw new MethodError('edition.invalid', `edition ${edition.id} ends before it begins`);
  }
}

function nodesByCode(edition: Edition): Map<string, EditionNode> {
  const byCode = new Map<string, EditionNode>();
  for (const node of edition.nodes) {
    if (byCode.has(node.code)) {
      throw new MethodError('tree.duplicate-code', `edition ${edition.id} has ${node.code} twice`);
    }
    byCode.set(node.code, node);
  }
  return byCode;
}

function checkAncestors(node: EditionNode, byCode: ReadonlyMap<string, EditionNode>, edition: string): void {
  const seen = new Set<string>();
  for (let at: EditionNode = node; at.parent !== undefined;) {
    if (seen.has(at.code))
      throw new MethodError('tree.cycle', `edition ${edition}: ${at.code} is its own ancestor`);
    seen.add(at.code);
    const parent = byCode.get(at.parent);
    if (!parent) {
      throw new MethodError(
        'tree.orphan',
        `edition ${edition}: ${at.code} names the parent ${at.parent}, not a node`,
      );
    }
    at = parent;
  }
}

function checkWeights(edition: Edition, parent: EditionNode): void {
  const children = childrenOf(edition, parent.code);
  if (parent.aggregation === 'none' || parent.aggregation === 'sum') return;
  for (const { code, weight } of children) {
    if (weight === undefined || !Number.isFinite(weight) || weight <= 0) {
      throw new MethodError('weights.invalid', `edition ${edition.id}: ${code} needs a positive weight`);
    }
  }
  if (parent.aggregation !== 'weighted-sum') return;
  const sum = children.reduce((total, child) => total + (child.weight ?? 0), 0);
  if (sum < LEAST_WEIGHT_SUM - FLOAT_SLACK || sum > LARGEST_WEIGHT_SUM + FLOAT_SLACK) {
    throw new MethodError(
      'weights.do-not-sum',
      `edition ${edition.id}: weights under ${parent.code} add up to ${sum}, not to 100`,
    );
  }
}

/** Nodes without a parent, in the edition's order: each heads an index of its own. */
export function rootsOf(edition: Edition): EditionNode[] {
  return edition.nodes.filter((node) => node.parent === undefined);
}

/** Children of a node in the edition's order. */
export function childrenOf(edition: Edition, code: string): EditionNode[] {
  return edition.nodes.filter((node) => node.parent === code);
}

/** A node and everything under it, parents before children. */
export function subtreeOf(edition: Edition, code: string): EditionNode[] {
  const node = nodeOf(edition, code);
  return [node, ...childrenOf(edition, code).flatMap((child) => subtreeOf(edition, child.code))];
}

/** The root that a node hangs under. */
export function rootAbove(edition: Edition, code: string): EditionNode {
  const node = nodeOf(edition, code);
  return node.parent === undefined ? node : rootAbove(edition, node.parent);
}

/** @throws MethodError tree.unknown-node */
export function nodeOf(edition: Edition, code: string): EditionNode {
  const node = edition.nodes.find((candidate) => candidate.code === code);
  if (!node) throw new MethodError('tree.unknown-node', `edition ${edition.id} has no node ${code}`);
  return node;
}

/** Whether the edition holds for a period: the period's last month lies inside the edition's. */
export function holdsFor(edition: Edition, period: string): boolean {
  const { last } = monthSpan(period);
  if (last < monthSpan(edition.validFromPeriod).first) return false;
  return edition.validToPeriod === undefined || last <= monthSpan(edition.validToPeriod).last;
}

/**
 * Every edition of an index that holds for a period, the newest first: an overlap year has two, never mixed. Of two that
 * begin together the later by its code leads, whatever order they come in.
 */
export function editionsFor(editions: readonly Edition[], index: string, period: string): Edition[] {
  return editions
    .filter((edition) => edition.index === index && holdsFor(edition, period))
    .sort(
      (a, b) =>
        monthSpan(b.validFromPeriod).first - monthSpan(a.validFromPeriod).first || (a.id < b.id ? 1 : -1),
    );
}

/**
 * The newest edition of an index that holds for a period.
 *
 * @throws MethodError edition.wrong-period where none holds
 */
export function editionFor(editions: readonly Edition[], index: string, period: string): Edition {
  const [newest] = editionsFor(editions, index, period);
  if (!newest) throw new MethodError('edition.wrong-period', `no edition of ${index} holds for ${period}`);
  return newest;
}

/** @throws MethodError edition.wrong-period where the edition is for other periods */
export function assertHoldsFor(edition: Edition, period: string): void {
  if (holdsFor(edition, period)) return;
  const end = edition.validToPeriod ?? 'now';
  throw new MethodError(
    'edition.wrong-period',
    `edition ${edition.id} holds from ${edition.validFromPeriod} to ${end}, not for ${period}`,
  );
}
