import type { Edition, EditionAggregation, EditionNode } from '#scoring-engine';
import { cell, numberIn, type ReadTable, type TableRow } from './shipped-table.js';

/** The editions that are shipped, with the codes that the series files of their years use. */
export interface ShippedEditions {
  readonly editions: readonly Edition[];
  /** The node that a series file calls by this number or name. */
  readonly codeOf: (edition: Edition, seriesCode: string) => string;
}

export function shippedEditions(read: ReadTable): ShippedEditions {
  const rows = read('edition_nodes');
  const codes = new Map(
    rows.map((row) => [keyOf(cell(row, 'edition'), cell(row, 'series_code')), cell(row, 'code')]),
  );
  const byEdition = Map.groupBy(rows, (row) => cell(row, 'edition'));
  return {
    editions: read('editions').map((row) => editionOf(row, byEdition.get(cell(row, 'edition')) ?? [])),
    codeOf: ({ id }, seriesCode) => codes.get(keyOf(id, seriesCode)) ?? seriesCode,
  };
}

const keyOf = (edition: string, seriesCode: string): string => `${edition} ${seriesCode}`;

function editionOf(row: TableRow, nodes: readonly TableRow[]): Edition {
  const validToPeriod = cell(row, 'valid_to_period');
  return {
    id: cell(row, 'edition'),
    index: cell(row, 'index'),
    validFromPeriod: cell(row, 'valid_from_period'),
    ...(validToPeriod === '' ? {} : { validToPeriod }),
    nodes: nodes.map(nodeOfRow),
  };
}

function nodeOfRow(row: TableRow): EditionNode {
  const [parent, weight] = [cell(row, 'parent'), numberIn(row, 'weight')];
  return {
    code: cell(row, 'code'),
    level: cell(row, 'level'),
    aggregation: aggregationOf(cell(row, 'aggregation')),
    ...(parent === '' ? {} : { parent }),
    ...(weight === undefined ? {} : { weight }),
  };
}

function aggregationOf(text: string): EditionAggregation {
  const known = (['weighted-sum', 'sum', 'weighted-mean', 'none'] as const).find((one) => one === text);
  if (!known) throw new Error(`the shipped data name the aggregation ${text}, which does not exist`);
  return known;
}
