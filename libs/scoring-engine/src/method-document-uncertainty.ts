import { AGGREGATE_METHODS } from './aggregate.js';
import {
  methodNodes,
  type MethodBranch,
  type MethodDocument,
  type UncertaintyFactor,
} from './method-document.js';
import {
  isGiven,
  itemsOf,
  memberOf,
  numberOf,
  onlyMembers,
  oneOf,
  refuse,
  textOf,
  type Field,
} from './method-document-fields.js';
import { METHOD_DOCUMENT_SCHEMA } from './method-document-schema.js';
import { NORMALISE_METHODS } from './normalise.js';

const WEIGHT = /^weight:(.+)$/;
const FIELDS = METHOD_DOCUMENT_SCHEMA.$defs.uncertainty.properties;

/**
 * Reads which choices of a method are uncertain.
 *
 * @throws MethodError method.invalid, method.unknown-field
 */
export function readUncertainty(field: Field, tree: MethodBranch): Pick<MethodDocument, 'uncertainty'> {
  if (!isGiven(field)) return {};
  onlyMembers(field, FIELDS);
  const unit = memberOf(field, 'unit');
  const listed = memberOf(field, 'factors');
  const factors = itemsOf(listed).map((factor) => readFactor(factor, tree));
  if (new Set(factors.map((factor) => factor.factor)).size < factors.length)
    refuse(listed, 'name each factor once');
  return { uncertainty: { factors, ...(isGiven(unit) ? { unit: textOf(unit) } : {}) } };
}

function readFactor(field: Field, tree: MethodBranch): UncertaintyFactor {
  onlyMembers(field, FIELDS.factors.items.properties);
  const name = memberOf(field, 'factor');
  const factor = textOf(name);
  const methods = memberOf(field, 'methods');
  if (factor === 'normalise') {
    return {
      factor,
      kind: 'normalise',
      methods: itemsOf(methods).map((method) => oneOf(method, NORMALISE_METHODS)),
    };
  }
  if (factor === 'aggregate') {
    return {
      factor,
      kind: 'aggregate',
      methods: itemsOf(methods).map((method) => oneOf(method, AGGREGATE_METHODS)),
    };
  }
  const code = WEIGHT.exec(factor)?.[1];
  const isKnown = methodNodes(tree).some((node) => node.code === code && node.level > 0);
  if (code === undefined || !isKnown)
    return refuse(name, 'give normalise, aggregate or weight: and the code of a node');
  const share = numberOf(memberOf(field, 'share'));
  if (share <= 0 || share >= 1) refuse(memberOf(field, 'share'), 'give a share between 0 and 1');
  return { factor, kind: 'weight', code, share };
}
