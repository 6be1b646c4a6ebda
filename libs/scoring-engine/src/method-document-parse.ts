import { IMPUTE_METHODS } from './impute.js';
import type { MethodDocument } from './method-document.js';
import {
  isGiven,
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
import { readTree } from './method-document-tree.js';
import { readUncertainty } from './method-document-uncertainty.js';
import { NORMALISE_METHODS } from './normalise.js';
import { monthSpan } from './period-span.js';
import { TREAT_LIMITS, TREAT_METHODS } from './treat.js';

const FIELDS = METHOD_DOCUMENT_SCHEMA.properties;

/**
 * Reads an edition document (METHOD.json) and refuses what it cannot compute with, naming the place.
 *
 * Source: interfaces, METHOD.json; methodology, section 7.
 *
 * @param json  the parsed JSON, of unknown shape
 * @throws MethodError method.invalid, method.unknown-field, weights.invalid, weights.do-not-sum, tree.duplicate-code, tree.cycle,
 *   tree.orphan, goalposts.invalid, period.invalid, edition.invalid
 */
export function parseMethodDocument(json: unknown): MethodDocument {
  const root: Field = { value: json, path: '' };
  onlyMembers(root, FIELDS);
  const tree = readTree(memberOf(root, 'tree'));
  const treat = memberOf(root, 'treat');
  const impute = memberOf(root, 'impute');
  const document: MethodDocument = {
    index: textOf(memberOf(root, 'index')),
    edition: textOf(memberOf(root, 'edition')),
    ...readValidity(root),
    normalise: readNormalise(memberOf(root, 'normalise')),
    ...(isGiven(treat) ? { treat: readTreat(treat) } : {}),
    ...(isGiven(impute) ? { impute: readImpute(impute) } : {}),
    minimumCoverage: readShare(memberOf(root, 'minimumCoverage')),
    tree,
    ...readUncertainty(memberOf(root, 'uncertainty'), tree),
  };
  return document;
}

function readValidity(root: Field): { validFrom?: string; validTo?: string } {
  const [from, to] = [memberOf(root, 'validFrom'), memberOf(root, 'validTo')];
  const validFrom = isGiven(from) ? periodOf(from) : undefined;
  const validTo = isGiven(to) ? periodOf(to) : undefined;
  if (
    validFrom !== undefined &&
    validTo !== undefined &&
    monthSpan(validTo).last < monthSpan(validFrom).first
  ) {
    refuse(to, `it must not come before ${validFrom}`, 'edition.invalid');
  }
  return { ...optional('validFrom', validFrom), ...optional('validTo', validTo) };
}

function periodOf(field: Field): string {
  const period = textOf(field);
  monthSpan(period);
  return period;
}

function readNormalise(field: Field): MethodDocument['normalise'] {
  onlyMembers(field, FIELDS.normalise.properties);
  const method = oneOf(memberOf(field, 'method'), NORMALISE_METHODS);
  const scale = memberOf(field, 'scale');
  const ends = isGiven(scale) ? pairOf(scale) : ([0, 1] as const);
  if (ends[0] >= ends[1]) refuse(scale, 'give the low end before the high one');
  return { method, scale: ends };
}

function readTreat(field: Field): NonNullable<MethodDocument['treat']> {
  onlyMembers(field, FIELDS.treat.properties);
  const limit = (name: keyof typeof TREAT_LIMITS): number => {
    const member = memberOf(field, name);
    return isGiven(member) ? numberOf(member) : TREAT_LIMITS[name];
  };
  const limits = { maximum: limit('maximum'), skewness: limit('skewness'), kurtosis: limit('kurtosis') };
  return { method: oneOf(memberOf(field, 'method'), TREAT_METHODS), limits };
}

function readImpute(field: Field): NonNullable<MethodDocument['impute']> {
  onlyMembers(field, FIELDS.impute.properties);
  const group = memberOf(field, 'group');
  const method = oneOf(memberOf(field, 'method'), IMPUTE_METHODS);
  return { method, ...(isGiven(group) ? { group: textOf(group) } : {}) };
}

function readShare(field: Field): number {
  const share = numberOf(field);
  return share < 0 || share > 1 ? refuse(field, 'give a share from 0 to 1') : share;
}
