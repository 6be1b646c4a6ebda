import { type ScoreInputView, type ScoreNode } from '#contracts';

/** A line of the tree: a node, or an observation behind an indicator. */
export type TreeRow = {
  id: string;
  parent: string | undefined;
  level: number;
  position: number;
  siblings: number;
  openable: boolean;
} & ({ kind: 'node'; node: ScoreNode } | { kind: 'input'; input: ScoreInputView; unitOfMeasure: string });

const childCount = (node: ScoreNode) => (node.children?.length ?? 0) + (node.inputs?.length ?? 0);

/** The lines that are to be seen when these ids are open, in reading order. */
export function visibleRows(
  tree: readonly ScoreNode[],
  open: ReadonlySet<string>,
  parent?: string,
  level = 1,
): TreeRow[] {
  return tree.flatMap((node, at) => {
    const id = parent ? `${parent}/${node.code}` : node.code;
    const row: TreeRow = {
      kind: 'node',
      node,
      id,
      parent,
      level,
      position: at + 1,
      siblings: tree.length,
      openable: childCount(node) > 0,
    };
    if (!open.has(id)) return [row];
    return [row, ...visibleRows(node.children ?? [], open, id, level + 1), ...inputRows(node, id, level + 1)];
  });
}

function inputRows(node: ScoreNode, parent: string, level: number): TreeRow[] {
  const inputs = node.inputs ?? [];
  return inputs.map((input, at) => ({
    kind: 'input',
    input,
    unitOfMeasure: node.unitOfMeasure ?? '',
    id: `${parent}/${input.observation}:${input.period}`,
    parent,
    level,
    position: at + 1,
    siblings: inputs.length,
    openable: false,
  }));
}

/** Weights as shares of one whole among siblings, where they have any. */
export function sharesOf(tree: readonly ScoreNode[]): ReadonlyMap<string, number> {
  const present = tree.filter((node) => node.weight !== undefined && node.state !== 'missing');
  const whole = present.reduce((sum, node) => sum + (node.weight ?? 0), 0);
  return new Map(whole > 0 ? present.map((node) => [node.code, (node.weight ?? 0) / whole]) : []);
}
