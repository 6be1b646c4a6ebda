import { editionFor } from '#scoring-engine';
import { type AgreementLine, linesByYear } from './agreement-line.js';
import { computedProvinces } from './computed-provinces.js';
import { PAPI_PROMISES } from './promises.js';
import type { ShippedEditions } from './shipped-editions.js';
import { cell, numberIn, type ReadTable } from './shipped-table.js';

/** The dimensions of each year from their sub-dimensions, against the published ones. */
export function reproducePapi(read: ReadTable, shipped: ShippedEditions): AgreementLine[] {
  const cells = read('papi_subdimensions').flatMap((row) => {
    const score = numberIn(row, 'score');
    const [province, year, seriesCode] = [
      cell(row, 'province'),
      cell(row, 'year'),
      cell(row, 'subdimension'),
    ];
    return score === undefined ? [] : [{ province, year, seriesCode, score }];
  });
  const computed = new Map(
    computedProvinces('PAPI', cells, shipped).map(({ province, year, nodes }) => [
      `${year} ${province}`,
      nodes,
    ]),
  );
  const published = read('papi_dimensions').map((row) => ({
    province: cell(row, 'province'),
    year: cell(row, 'year'),
    dimension: cell(row, 'dimension'),
    score: numberIn(row, 'score'),
  }));
  return linesByYear('PAPI', published, PAPI_PROMISES, (rows) =>
    rows.map(({ province, year, dimension, score }) => {
      const code = shipped.codeOf(editionFor(shipped.editions, 'PAPI', year), dimension);
      const value = computed.get(`${year} ${province}`)?.get(code)?.value;
      return {
        unit: `${province} ${code}`,
        ...(score === undefined ? {} : { published: score }),
        ...(value === undefined ? {} : { computed: value }),
      };
    }),
  );
}
