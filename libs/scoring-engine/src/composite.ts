import { aggregateRow, rowContributions, type AggregatePart } from './aggregate.js';
import { apportion, type Contribution } from './contributions.js';
import { copelandScores } from './copeland.js';
import {
  isBranch,
  methodNodes,
  type MethodBranch,
  type MethodDocument,
  type MethodNode,
} from './method-document.js';
import { normalisedLeaves, type CompositeData, type NormalisedLeaf } from './method-normalised.js';
import { quantise } from './quantise.js';
import { competitionRank } from './rank.js';
import { sumOf } from './statistics.js';

/** One node of one unit. */
export interface CompositeRow {
  readonly unit: string;
  readonly code: string;
  readonly level: number;
  /** Absent where coverage is under the minimum, or a sum has a hole. */
  readonly value?: number;
  readonly rank?: number;
  /** Share of the weight under the node that is present, 0–1; imputed values count. */
  readonly coverage: number;
  /** What the children add to the value, to 1e-9; none for an indicator, and none for Copeland. */
  readonly contributions: readonly Contribution[];
  /** The indicator's value was imputed. */
  readonly imputed: boolean;
}

interface NodeColumn {
  readonly values: readonly (number | undefined)[];
  readonly coverage: readonly number[];
  readonly contributions: readonly (readonly Contribution[])[];
  readonly imputed: ReadonlySet<number>;
}

/**
 * Every node of a composite index for every unit: units in the order of the data, nodes parents before children.
 *
 * A node has a value where its coverage reaches the document's minimum; its weights are then made to sum again over
 * the children that are present. A child under the minimum counts 0 in the coverage and stays out. Sums need every
 * child: a sum of fewer is another index.
 *
 * Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), steps 3 to 7; COINr.
 *
 * @throws MethodError those of normalisedLeaves and aggregateRow
 */
export function computeComposite(document: MethodDocument, data: CompositeData): CompositeRow[] {
  const leaves = new Map(normalisedLeaves(document, data).map((leaf) => [leaf.code, leaf]));
  const columns = new Map<string, NodeColumn>();
  nodeColumn(document.tree, document.minimumCoverage, data.units.length, leaves, columns);
  const nodes = methodNodes(document.tree);
  const ranks = new Map(
    nodes.map((node) => [node.code, ranksOf(data.units, columns.get(node.code)?.values ?? [])]),
  );
  return data.units.flatMap((unit, at) =>
    nodes.map((node) =>
      compositeRow(unit, at, node, columns.get(node.code), ranks.get(node.code)?.get(unit)),
    ),
  );
}

function compositeRow(
  unit: string,
  at: number,
  { code, level }: MethodNode,
  column: NodeColumn | undefined,
  rank: number | undefined,
): CompositeRow {
  const value = column?.values[at];
  return {
    unit,
    code,
    level,
    ...(value === undefined ? {} : { value }),
    ...(rank === undefined ? {} : { rank }),
    coverage: column?.coverage[at] ?? 0,
    contributions: column?.contributions[at] ?? [],
    imputed: column?.imputed.has(at) ?? false,
  };
}

function ranksOf(
  units: readonly string[],
  values: readonly (number | undefined)[],
): Map<string, number | undefined> {
  const rows = units.map((unit, at) => {
    const value = values[at];
    return value === undefined ? { unit } : { unit, value };
  });
  return new Map(competitionRank(rows).map((row) => [row.unit, row.rank]));
}

function nodeColumn(
  node: MethodNode,
  minimumCoverage: number,
  units: number,
  leaves: ReadonlyMap<string, NormalisedLeaf>,
  columns: Map<string, NodeColumn>,
): NodeColumn {
  const column = isBranch(node)
    ? branchColumn(
        node,
        node.children.map((child) => nodeColumn(child, minimumCoverage, units, leaves, columns)),
        minimumCoverage,
        units,
      )
    : leafColumn(leaves.get(node.code), units);
  columns.set(node.code, column);
  return column;
}

function leafColumn(leaf: NormalisedLeaf | undefined, units: number): NodeColumn {
  const places = Array.from({ length: units }, (_, at) => at);
  const values = places.map((at) => {
    const score = leaf?.scores[at];
    return score === undefined ? undefined : quantise(score);
  });
  return {
    values,
    coverage: values.map((value) => (value === undefined ? 0 : 1)),
    contributions: places.map(() => []),
    imputed: new Set(leaf?.imputed ?? []),
  };
}

function branchColumn(
  node: MethodBranch,
  children: readonly NodeColumn[],
  minimumCoverage: number,
  units: number,
): NodeColumn {
  const places = Array.from({ length: units }, (_, at) => at);
  const coverage = places.map((at) => coverageAt(node, children, at));
  const isEnough = places.map((at) => {
    const isWhole = children.every((child) => child.values[at] !== undefined);
    const isSum = node.aggregate === 'sum' || node.aggregate === 'weighted-sum';
    return (coverage[at] ?? 0) > 0 && (coverage[at] ?? 0) >= quantise(minimumCoverage) && (isWhole || !isSum);
  });
  if (node.aggregate === 'copeland') {
    const columns = children.map((child) => child.values);
    const weights = node.children.map((child) => child.weight);
    const values = copelandScores(columns, weights, isEnough);
    return { values, coverage, contributions: places.map(() => []), imputed: new Set() };
  }
  const aggregated = places.map((at) =>
    isEnough[at] === true ? aggregateAt(node, children, at) : undefined,
  );
  return {
    values: aggregated.map((one) => one?.value),
    coverage,
    contributions: aggregated.map((one) => one?.contributions ?? []),
    imputed: new Set(),
  };
}

/** A child without a value counts 0, whatever lies under it. */
function coverageAt(node: MethodBranch, children: readonly NodeColumn[], at: number): number {
  const covered = node.children.map(({ weight }, child) => {
    const column = children[child];
    return column?.values[at] === undefined ? 0 : weight * (column.coverage[at] ?? 0);
  });
  return quantise(sumOf(covered) / sumOf(node.children.map((child) => child.weight)));
}

function aggregateAt(
  node: MethodBranch,
  children: readonly NodeColumn[],
  at: number,
): { value: number; contributions: Contribution[] } {
  const method = node.aggregate === 'copeland' ? 'arithmetic' : node.aggregate;
  const parts = node.children.flatMap(({ code, weight }, child): (AggregatePart & { code: string })[] => {
    const score = children[child]?.values[at];
    return score === undefined ? [] : [{ code, weight, score }];
  });
  const value = quantise(aggregateRow(method, parts, node.exponent));
  const raw = rowContributions(method, parts, node.exponent);
  const shares = apportion(value, raw);
  const contributions = parts.map(({ code, score }, place) => {
    const weight = score === 0 ? 0 : quantise((raw[place] ?? 0) / score);
    return { code, weight, score, contribution: shares[place] ?? 0 };
  });
  return { value, contributions };
}
