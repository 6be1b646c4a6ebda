import { competitionRank, type PublishedPair } from '#scoring-engine';
import { type AgreementLine, linesByYear } from './agreement-line.js';
import { type ComputedProvince, computedProvinces } from './computed-provinces.js';
import { PCI_PROMISES } from './promises.js';
import type { ShippedEditions } from './shipped-editions.js';
import { cell, numberIn, type ReadTable } from './shipped-table.js';

interface PublishedProvince {
  readonly province: string;
  readonly year: string;
  readonly score?: number;
  readonly rank?: number;
}

/** The composite of each year from its sub-indices, against the published one. */
export function reproducePci(read: ReadTable, editions: ShippedEditions): AgreementLine[] {
  const cells = read('pci_subindices').map((row) => ({
    province: cell(row, 'province'),
    year: cell(row, 'year'),
    seriesCode: cell(row, 'subindex_code'),
    score: numberIn(row, 'score') ?? NaN,
  }));
  const computed = Map.groupBy(computedProvinces('PCI', cells, editions), ({ year }) => year);
  return linesByYear('PCI', publishedProvinces(read), PCI_PROMISES, (rows) =>
    pairsOf(rows, computed.get(rows[0]?.year ?? '') ?? []),
  );
}

function publishedProvinces(read: ReadTable): PublishedProvince[] {
  return read('pci_composite').map((row) => {
    const [score, rank] = [numberIn(row, 'pci_weighted'), numberIn(row, 'rank')];
    return {
      province: cell(row, 'province'),
      year: cell(row, 'year'),
      ...(score === undefined ? {} : { score }),
      ...(rank === undefined ? {} : { rank }),
    };
  });
}

/** Ranks are compared only where we hold every province of the year: a rank among a part is another one. */
function pairsOf(rows: readonly PublishedProvince[], computed: readonly ComputedProvince[]): PublishedPair[] {
  const scores = new Map(
    computed.map(({ province, nodes }) => [province, nodes.get('PCI.TOTAL')?.value] as const),
  );
  const isWhole = rows.every(
    ({ province, rank = 0 }) => scores.get(province) !== undefined && rank <= rows.length,
  );
  const ranks = new Map(
    competitionRank(
      [...scores].flatMap(([unit, value]) => (value === undefined ? [] : [{ unit, value }])),
    ).map(({ unit, rank }) => [unit, rank]),
  );
  return rows.map(({ province, score, rank }) => {
    const [value, computedRank] = [scores.get(province), ranks.get(province)];
    return {
      unit: province,
      ...(score === undefined ? {} : { published: score }),
      ...(value === undefined ? {} : { computed: value }),
      ...(rank === undefined ? {} : { publishedRank: rank }),
      ...(computedRank === undefined || !isWhole ? {} : { computedRank }),
    };
  });
}
