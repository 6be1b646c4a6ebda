import { assertFinite, isPresent } from './column.js';
import { quantise } from './quantise.js';
import { sumOf } from './statistics.js';

/** One slope of a sub-index that is linear in its indicators. */
export interface LinearTerm {
  readonly indicator: string;
  /** Change of the sub-index for one unit of the indicator. */
  readonly slope: number;
}

/** How a sub-index follows from its raw indicators in one year. */
export interface SubIndexModel {
  readonly constant: number;
  readonly terms: readonly LinearTerm[];
}

/** Published indicators and sub-indices have six decimals. */
const INPUT_ROUNDING = 5e-7;

/**
 * How far a model that is exact may miss published sub-indices: the rounding of its inputs and of the publication.
 *
 *   5e-7 · (1 + Σ |slope|)
 *
 * A fixed bound such as 2e-6 would refuse fourteen rounded indicators with slopes around 1.5 although nothing is wrong.
 */
export function roundingBound(model: SubIndexModel): number {
  return INPUT_ROUNDING * (1 + sumOf(model.terms.map((term) => Math.abs(term.slope))));
}

/**
 * Sub-index from raw indicators.
 *
 *   sub-index = constant + Σ slope · indicator
 *
 * Source: fitted to VCCI's workbooks 2013–2016 (min–max scores of indicators averaged within a sub-index are linear
 * in the indicators once the goalposts are known).
 *
 * @returns undefined where an indicator is missing
 * @throws MethodError value.infinite
 */
export function subIndexFrom(
  model: SubIndexModel,
  indicators: ReadonlyMap<string, number>,
): number | undefined {
  const values = model.terms.map((term) => indicators.get(term.indicator));
  if (!values.every(isPresent)) return undefined;
  for (const value of values) assertFinite(value, 'an indicator');
  return quantise(model.constant + sumOf(model.terms.map((term, at) => term.slope * (values[at] ?? 0))));
}

/** One unit's published sub-index with its indicators. */
export interface SubIndexCase {
  readonly indicators: ReadonlyMap<string, number>;
  readonly published: number;
}

/** Largest distance between model and publication over the cases that are complete; undefined where none is. */
export function worstMiss(model: SubIndexModel, cases: readonly SubIndexCase[]): number | undefined {
  const misses = cases.flatMap(({ indicators, published }) => {
    const computed = subIndexFrom(model, indicators);
    return computed === undefined ? [] : [Math.abs(computed - published)];
  });
  return misses.length === 0 ? undefined : misses.reduce((a, b) => Math.max(a, b), 0);
}

export type WhatIf =
  | { readonly kind: 'exact'; readonly before: number; readonly after: number; readonly change: number }
  | { readonly kind: 'not-exact'; readonly worstMiss?: number }
  | { readonly kind: 'missing'; readonly indicators: readonly string[] };

/**
 * What a sub-index would have been with other values of some indicators; answered only where the model is exact.
 *
 * @param cases  published cases of the same year that the model is held against
 * @param changed  new values by indicator
 * @throws MethodError value.infinite
 */
export function whatIf(
  model: SubIndexModel,
  cases: readonly SubIndexCase[],
  indicators: ReadonlyMap<string, number>,
  changed: ReadonlyMap<string, number>,
): WhatIf {
  const miss = worstMiss(model, cases);
  if (miss === undefined || miss > roundingBound(model)) {
    return { kind: 'not-exact', ...(miss === undefined ? {} : { worstMiss: miss }) };
  }
  const before = subIndexFrom(model, indicators);
  const after = subIndexFrom(model, new Map([...indicators, ...changed]));
  if (before === undefined || after === undefined) {
    const missing = model.terms
      .map((term) => term.indicator)
      .filter((indicator) => !indicators.has(indicator));
    return { kind: 'missing', indicators: missing };
  }
  return { kind: 'exact', before, after, change: quantise(after - before) };
}
