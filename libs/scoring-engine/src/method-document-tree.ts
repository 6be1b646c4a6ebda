import { AGGREGATE_METHODS } from './aggregate.js';
import { methodNodes, type MethodBranch, type MethodLeaf, type MethodNode } from './method-document.js';
import {
  isGiven,
  itemsOf,
  memberOf,
  numberOf,
  onlyMembers,
  oneOf,
  optional,
  pairOf,
  refuse,
  textOf,
  type Field,
} from './method-document-fields.js';
import { METHOD_DOCUMENT_SCHEMA } from './method-document-schema.js';
import { MethodError } from './method-error.js';
import { TREAT_METHODS } from './treat.js';

const LEAST_PERCENT = 99.99;
const LARGEST_PERCENT = 100.01;
const FLOAT_SLACK = 1e-9;
/** No index has ten; a tree of thousands would end in the stack. */
const DEEPEST = 50;
/** Closer to 0 the root of the mean has no digits left, and its limit has a name of its own. */
const SMALLEST_EXPONENT = 0.001;
const NODES = METHOD_DOCUMENT_SCHEMA.$defs;

/**
 * Reads the tree of a method: every code once, weights that fit, children below their parents. A node may name its
 * parent, which must then be the one that it stands under.
 *
 * @throws MethodError method.invalid, method.unknown-field, weights.invalid, weights.do-not-sum, tree.duplicate-code, tree.cycle,
 *   tree.orphan, goalposts.invalid
 */
export function readTree(field: Field): MethodBranch {
  const node = readNode(field, []);
  if (!('children' in node)) return refuse(memberOf(field, 'children'), 'the index needs children');
  const seen = new Set<string>();
  for (const { code } of methodNodes(node)) {
    if (seen.has(code)) throw new MethodError('tree.duplicate-code', `the tree has ${code} twice`);
    seen.add(code);
  }
  return node;
}

function readNode(field: Field, ancestors: readonly string[]): MethodNode {
  const depth = ancestors.length;
  if (depth > DEEPEST) throw new MethodError('method.invalid', `the tree has more than ${DEEPEST} levels`);
  const [level, children] = [memberOf(field, 'level'), memberOf(field, 'children')];
  const inner = depth === 0 ? NODES.index : NODES.branch;
  onlyMembers(field, (isGiven(children) ? inner : NODES.leaf).properties);
  if (isGiven(level) && numberOf(level) !== depth) refuse(level, `this node is at level ${depth}`);
  const common = { code: codeOf(field, ancestors), level: depth, weight: readWeight(field, depth) };
  return isGiven(children) ? readBranch(field, common, ancestors) : readLeaf(field, common);
}

type NodeHead = Pick<MethodNode, 'code' | 'level' | 'weight'>;

function codeOf(field: Field, ancestors: readonly string[]): string {
  const [code, parent] = [memberOf(field, 'code'), memberOf(field, 'parent')];
  const above = ancestors.at(-1);
  if (isGiven(parent) && parent.value !== above)
    refuse(parent, above === undefined ? 'the index has none' : `it stands under ${above}`, 'tree.orphan');
  const text = textOf(code);
  return ancestors.includes(text) ? refuse(code, 'it would be its own ancestor', 'tree.cycle') : text;
}

function readWeight(field: Field, depth: number): number {
  const weight = memberOf(field, 'weight');
  if (depth === 0) return isGiven(weight) ? numberOf(weight, 'weights.invalid') : 1;
  const value = numberOf(weight, 'weights.invalid');
  return value > 0 ? value : refuse(weight, 'a weight is above 0', 'weights.invalid');
}

function readBranch(field: Field, head: NodeHead, ancestors: readonly string[]): MethodBranch {
  const aggregate = oneOf(memberOf(field, 'aggregate'), AGGREGATE_METHODS);
  const exponent = memberOf(field, 'exponent');
  const lineage = [...ancestors, head.code];
  const children = itemsOf(memberOf(field, 'children')).map((child) => readNode(child, lineage));
  const sum = children.reduce((total, child) => total + child.weight, 0);
  const isPercent = sum >= LEAST_PERCENT - FLOAT_SLACK && sum <= LARGEST_PERCENT + FLOAT_SLACK;
  if (aggregate === 'weighted-sum' && !isPercent) {
    throw new MethodError('weights.do-not-sum', `weights under ${head.code} add up to ${sum}, not to 100`);
  }
  if (isGiven(exponent) && Math.abs(numberOf(exponent)) < SMALLEST_EXPONENT)
    refuse(exponent, `use the geometric mean, or an exponent beyond ${SMALLEST_EXPONENT}`);
  return { ...head, aggregate, children, ...(isGiven(exponent) ? { exponent: numberOf(exponent) } : {}) };
}

function readLeaf(field: Field, head: NodeHead): MethodLeaf {
  const direction = oneOf(memberOf(field, 'direction'), ['up', 'down'] as const);
  const [goalposts, range, target, treat] = [
    memberOf(field, 'goalposts'),
    memberOf(field, 'range'),
    memberOf(field, 'target'),
    memberOf(field, 'treat'),
  ];
  const ends = isGiven(goalposts) ? pairOf(goalposts, 'goalposts.invalid') : undefined;
  if (ends && (ends[0] === ends[1] || (direction === 'up' && ends[0] > ends[1]))) {
    refuse(
      goalposts,
      'give the value at the low end of the scale, then at the high end',
      'goalposts.invalid',
    );
  }
  const limits = isGiven(range) ? pairOf(range) : undefined;
  if (limits && limits[0] >= limits[1]) refuse(range, 'give the least value, then the largest');
  return {
    ...head,
    direction,
    ...optional('goalposts', ends),
    ...optional('range', limits),
    ...(isGiven(target) ? { target: numberOf(target) } : {}),
    ...(isGiven(treat) ? { treat: oneOf(treat, TREAT_METHODS) } : {}),
  };
}
