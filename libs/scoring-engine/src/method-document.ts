import type { AggregateMethod } from './aggregate.js';
import type { Direction } from './goalpost-score.js';
import type { ImputeMethod } from './impute.js';
import { MethodError } from './method-error.js';
import type { NormaliseMethod } from './normalise.js';
import { holdsFor } from './edition.js';
import type { TreatLimits, TreatMethod } from './treat.js';

/** A leaf of a method's tree: one indicator, a column of the data. */
export interface MethodLeaf {
  readonly code: string;
  readonly level: number;
  readonly weight: number;
  readonly direction: Direction;
  /** Value at the low and at the high end of the scale. */
  readonly goalposts?: readonly [atLow: number, atHigh: number];
  /** For distance-to-target; the good goalpost where absent. */
  readonly target?: number;
  /** Overrides the method's treatment. */
  readonly treat?: TreatMethod;
  /** Where a value can lie at all; one outside is a misprint and is refused. */
  readonly range?: readonly [least: number, most: number];
}

/** An inner node: its children under one aggregation. */
export interface MethodBranch {
  readonly code: string;
  readonly level: number;
  readonly weight: number;
  readonly aggregate: AggregateMethod;
  /** Exponent of the generalised mean. */
  readonly exponent?: number;
  readonly children: readonly MethodNode[];
}

export type MethodNode = MethodLeaf | MethodBranch;

export type UncertaintyFactor =
  | { readonly factor: string; readonly kind: 'weight'; readonly code: string; readonly share: number }
  | { readonly factor: 'normalise'; readonly kind: 'normalise'; readonly methods: readonly NormaliseMethod[] }
  | {
      readonly factor: 'aggregate';
      readonly kind: 'aggregate';
      readonly methods: readonly AggregateMethod[];
    };

/** An edition as a document: everything that turns a table of indicators into an index. */
export interface MethodDocument {
  readonly index: string;
  readonly edition: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly normalise: { readonly method: NormaliseMethod; readonly scale: readonly [number, number] };
  readonly treat?: { readonly method: TreatMethod; readonly limits: TreatLimits };
  readonly impute?: { readonly method: ImputeMethod; readonly group?: string };
  readonly minimumCoverage: number;
  readonly tree: MethodBranch;
  readonly uncertainty?: { readonly unit?: string; readonly factors: readonly UncertaintyFactor[] };
}

export function isBranch(node: MethodNode): node is MethodBranch {
  return 'children' in node;
}

/** A node and everything under it, parents before children. */
export function methodNodes(node: MethodNode): MethodNode[] {
  return isBranch(node) ? [node, ...node.children.flatMap(methodNodes)] : [node];
}

/** The indicators that a method asks for, in the order of its tree. */
export function methodLeaves(node: MethodNode): MethodLeaf[] {
  return methodNodes(node).filter((one): one is MethodLeaf => !isBranch(one));
}

/** Published values lie up to this far outside their range; that is their rounding. */
const RANGE_ROUNDING = 0.002;

/** @throws MethodError value.out-of-range for a value that cannot be */
export function assertInRange({ code, range }: MethodLeaf, value: number | undefined, unit: string): void {
  if (!range || value === undefined) return;
  const [least, most] = range;
  if (value >= least - RANGE_ROUNDING && value <= most + RANGE_ROUNDING) return;
  throw new MethodError(
    'value.out-of-range',
    `${code} of ${unit} is ${value}, outside ${least} to ${most}; correct the cell or leave it empty`,
  );
}

/** @throws MethodError edition.wrong-period where the document is for other periods */
export function assertDocumentHoldsFor(document: MethodDocument, period: string): void {
  const { edition, index, validFrom, validTo } = document;
  const span = {
    validFromPeriod: validFrom ?? '0000',
    ...(validTo === undefined ? {} : { validToPeriod: validTo }),
  };
  if (holdsFor({ id: edition, index, nodes: [], ...span }, period)) return;
  const [from, to] = [validFrom ?? 'the beginning', validTo ?? 'now'];
  throw new MethodError(
    'edition.wrong-period',
    `edition ${edition} holds from ${from} to ${to}, not for ${period}`,
  );
}
