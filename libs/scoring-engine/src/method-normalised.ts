import type { Column } from './column.js';
import { imputeColumn, type ImputedColumn } from './impute.js';
import { assertInRange, methodLeaves, type MethodDocument, type MethodLeaf } from './method-document.js';
import { MethodError } from './method-error.js';
import { normaliseColumn, type NormaliseMethod } from './normalise.js';
import { logColumn, treatColumn, TREAT_LIMITS } from './treat.js';

/** A table of indicators: one row a unit, one column an indicator. */
export interface CompositeData {
  readonly units: readonly string[];
  readonly columns: ReadonlyMap<string, Column>;
  /** Group of each unit, for imputation by group. */
  readonly groups?: readonly (string | undefined)[];
  /** The table of the period before, for carrying forward; same units. */
  readonly before?: ReadonlyMap<string, Column>;
}

/** One indicator after imputation, treatment and normalisation. */
export interface NormalisedLeaf {
  readonly code: string;
  readonly scores: readonly (number | undefined)[];
  readonly imputed: readonly number[];
}

/**
 * Takes every indicator of a method through imputation, treatment and normalisation, in the order of its tree.
 *
 * @param method  normalises by another method than the document's, for a draw of an uncertainty analysis
 * @throws MethodError cell.two-values for a unit twice, data.invalid for columns of other length, column.all-missing
 *   for a column that is not there, value.out-of-range for a value outside its indicator's range, and those of the steps
 */
export function normalisedLeaves(
  document: MethodDocument,
  data: CompositeData,
  method: NormaliseMethod = document.normalise.method,
): NormalisedLeaf[] {
  assertUnitsOnce(data.units);
  return methodLeaves(document.tree).map((leaf) => {
    const { values, imputed } = imputedLeaf(document, data, leaf);
    return { code: leaf.code, imputed, scores: treatedAndNormalised(document, leaf, values, method) };
  });
}

function assertUnitsOnce(units: readonly string[]): void {
  const seen = new Set<string>();
  for (const unit of units) {
    if (seen.has(unit)) throw new MethodError('cell.two-values', `unit ${unit} stands twice in the data`);
    seen.add(unit);
  }
}

function imputedLeaf(document: MethodDocument, data: CompositeData, leaf: MethodLeaf): ImputedColumn {
  const { code } = leaf;
  const column = data.columns.get(code);
  if (!column) throw new MethodError('column.all-missing', `the data have no column ${code}`);
  if (column.length !== data.units.length) {
    throw new MethodError(
      'data.invalid',
      `${code} has ${column.length} values for ${data.units.length} units`,
    );
  }
  for (const [at, unit] of data.units.entries()) assertInRange(leaf, column[at], unit);
  return imputeColumn(column, document.impute?.method ?? 'none', data.groups, data.before?.get(code));
}

function treatedAndNormalised(
  document: MethodDocument,
  leaf: MethodLeaf,
  values: Column,
  method: NormaliseMethod,
): (number | undefined)[] {
  const treatment = leaf.treat ?? document.treat?.method ?? 'none';
  const hasFixedEnds = method === 'goalposts' || method === 'distance-to-target';
  if (hasFixedEnds && treatment === 'winsorise-or-log') {
    throw new MethodError(
      'method.invalid',
      `${leaf.code}: a treatment chosen by the data does not go with fixed ends`,
    );
  }
  const { goalposts, target } = treatment === 'log' ? logOfEnds(leaf) : leaf;
  const treated = treatColumn(values, treatment, leaf.code, document.treat?.limits ?? TREAT_LIMITS).values;
  const rule = {
    method,
    scale: document.normalise.scale,
    direction: leaf.direction,
    ...(goalposts ? { goalposts } : {}),
    ...(target === undefined ? {} : { target }),
  };
  return normaliseColumn(treated, rule, leaf.code);
}

/** Fixed ends move with the values that they are ends of (income of the HDI: ln 100 and ln 75,000). */
function logOfEnds(leaf: MethodLeaf): Pick<MethodLeaf, 'goalposts' | 'target'> {
  const [atLow, atHigh] = leaf.goalposts ? logColumn(leaf.goalposts, leaf.code) : [];
  const [target] = leaf.target === undefined ? [] : logColumn([leaf.target], leaf.code);
  return {
    ...(atLow === undefined || atHigh === undefined ? {} : { goalposts: [atLow, atHigh] as const }),
    ...(target === undefined ? {} : { target }),
  };
}
