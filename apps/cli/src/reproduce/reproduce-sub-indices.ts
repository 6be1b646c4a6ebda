import {
  editionFor,
  type PublishedPair,
  roundingBound,
  type SubIndexCase,
  subIndexFrom,
  type SubIndexModel,
  worstMiss,
} from '#scoring-engine';
import { agreementLine, type AgreementLine } from './agreement-line.js';
import type { YearsPromise } from './promises.js';
import type { ShippedEditions } from './shipped-editions.js';
import { cell, numberIn, type ReadTable, type TableRow } from './shipped-table.js';

/** Sub-indices that are not linear in their indicators, and how far the line misses them at most. */
const INEXACT: Readonly<Record<string, number>> = { labor: 0.25, support: 0.13 };
const PROVINCES = 63;

/**
 * The sub-indices of 2013 to 2016 from their raw indicators. Exact means within the rounding of the indicators and
 * of the publication; only there is a what-if on an indicator answered.
 */
export function reproduceSubIndices(read: ReadTable, shipped: ShippedEditions): AgreementLine[] {
  const key = (row: TableRow): string => `${cell(row, 'year')} ${cell(row, 'subindex_code')}`;
  const scores = Map.groupBy(read('pci_subindices'), key);
  const raw = Map.groupBy(read('pci_indicators_2013_2016'), (row) => `${key(row)} ${cell(row, 'province')}`);
  const models = Map.groupBy(read('pci_subindex_linear_2013_2016'), key);
  return [...models].map(([at, terms]) => {
    const [year = '', seriesCode = ''] = at.split(' ');
    const model = modelOf(terms);
    const cases = (scores.get(at) ?? []).map((row) => ({
      unit: cell(row, 'province'),
      published: numberIn(row, 'score') ?? NaN,
      indicators: indicatorsOf(raw.get(`${at} ${cell(row, 'province')}`) ?? []),
    }));
    const code = shipped.codeOf(editionFor(shipped.editions, 'PCI', year), seriesCode);
    return agreementLine(
      code,
      year,
      pairsOf(model, cases),
      promiseOf(seriesCode, Number(year), model, cases),
    );
  });
}

interface ProvinceCase extends SubIndexCase {
  readonly unit: string;
}

function pairsOf(model: SubIndexModel, cases: readonly ProvinceCase[]): PublishedPair[] {
  return cases.map(({ unit, published, indicators }) => {
    const computed = subIndexFrom(model, indicators);
    return { unit, published, ...(computed === undefined ? {} : { computed }) };
  });
}

function promiseOf(
  seriesCode: string,
  year: number,
  model: SubIndexModel,
  cases: readonly ProvinceCase[],
): YearsPromise {
  const bound = roundingBound(model);
  const isExact = (worstMiss(model, cases) ?? Infinity) <= bound;
  const note = isExact
    ? 'from raw indicators, exact but for rounding: a what-if is answered'
    : 'from raw indicators, not exact: no what-if is answered';
  return { from: year, to: year, least: PROVINCES, tolerance: INEXACT[seriesCode] ?? bound, note };
}

function modelOf(terms: readonly TableRow[]): SubIndexModel {
  return {
    constant: Number(terms[0]?.['subindex_constant']),
    terms: terms.map((row) => ({
      indicator: cell(row, 'indicator_code'),
      slope: Number(cell(row, 'slope_per_unit')),
    })),
  };
}

function indicatorsOf(rows: readonly TableRow[]): Map<string, number> {
  return new Map(rows.map((row) => [cell(row, 'indicator_code'), Number(cell(row, 'value'))]));
}
