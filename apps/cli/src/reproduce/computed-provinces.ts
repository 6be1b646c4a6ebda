import { editionFor, publishedComposite, type PublishedNode } from '#scoring-engine';
import type { ShippedEditions } from './shipped-editions.js';

/** A published value of the lowest level of an index. */
export interface SeriesCell {
  readonly province: string;
  readonly year: string;
  readonly seriesCode: string;
  readonly score: number;
}

/** What the engine computes for a province in a year. */
export interface ComputedProvince {
  readonly province: string;
  readonly year: string;
  /** By code, the index itself among them. */
  readonly nodes: ReadonlyMap<string, PublishedNode>;
}

/** Computes an index from its lowest parts, for every province and year, under the edition of the year. */
export function computedProvinces(
  index: string,
  cells: readonly SeriesCell[],
  { editions, codeOf }: ShippedEditions,
): ComputedProvince[] {
  const byProvinceYear = Map.groupBy(cells, ({ province, year }) => `${year} ${province}`);
  return [...byProvinceYear.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { province, year } = first;
    const edition = editionFor(editions, index, year);
    const values = new Map(own.map(({ seriesCode, score }) => [codeOf(edition, seriesCode), score]));
    const nodes = publishedComposite(edition, `${index}.TOTAL`, values);
    return [{ province, year, nodes: new Map(nodes.map((node) => [node.code, node])) }];
  });
}
