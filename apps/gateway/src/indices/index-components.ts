import { type CatalogueAttributes, type IndexComponent, type Named, type UnitReference } from '#contracts';
import { present } from '../questions/present.js';
import { type ScoreState } from '../scores/score.query.js';
import { medianOf } from './index-years.js';

type Node = CatalogueAttributes['edition']['nodes'][number];

export interface ComponentFacts {
  readonly unit: string;
  readonly root: Node;
  readonly nodes: readonly Node[];
  readonly scores: readonly ScoreState[];
  readonly nameOf: (code: string) => Named;
  readonly unitOf: (code: string) => UnitReference;
  readonly leadOf: (code: string) => UnitReference | undefined;
}

/** The components of one year against the other provinces held, most to gain first. */
export const indexComponents = (facts: ComponentFacts): IndexComponent[] =>
  facts.nodes
    .filter((node) => node.parent === facts.root.code)
    .map((node) => indexComponent(node, facts))
    .sort((a, b) => (b.toGain ?? -1) - (a.toGain ?? -1));

function indexComponent(node: Node, facts: ComponentFacts): IndexComponent {
  const held = facts.scores.flatMap((score) =>
    score.component === node.code && score.value !== undefined
      ? [{ unit: score.unit, value: score.value }]
      : [],
  );
  const own = held.find((one) => one.unit === facts.unit)?.value;
  const best = held.reduce<(typeof held)[number] | undefined>(
    (top, one) => (top === undefined || one.value > top.value ? one : top),
    undefined,
  );
  const points = pointsPerScore(node, facts.root);
  return {
    component: facts.nameOf(node.code),
    ...present('weight', node.weight),
    ...present('value', own),
    ...(own === undefined ? {} : { rank: 1 + held.filter((one) => one.value > own).length }),
    ofN: held.length,
    ...present('best', best && { unit: facts.unitOf(best.unit), value: best.value }),
    ...present('median', medianOf(held.map((one) => one.value).sort((a, b) => a - b))),
    ...(own === undefined || !best || points === undefined ? {} : { toGain: points * (best.value - own) }),
    ...present('lead', facts.leadOf(node.code)),
    scaleMin: node.scaleMin,
    scaleMax: node.scaleMax,
  };
}

/** How many points of the index one point of a component is: weight / 10 in PCI, 1 in PAPI (methodology, section 1). */
function pointsPerScore(node: Node, root: Node): number | undefined {
  if (root.aggregation === 'sum') return 1;
  return root.aggregation === 'weighted-sum' && node.weight !== undefined ? node.weight / 10 : undefined;
}
