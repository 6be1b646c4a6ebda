// The tables and editions that the product ships, for benchmarks of the engine.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

const DATA = path.resolve(import.meta.dirname, '../../deploy/seed/data');

export const shippedTable = (name) =>
  parse(readFileSync(path.join(DATA, `${name}.csv`)), { columns: true, bom: true });

function nodeOf({ code, parent, level, weight, aggregation, scale_min: min, scale_max: max }) {
  return {
    code,
    level,
    aggregation,
    ...(parent && { parent }),
    ...(weight && { weight: Number(weight) }),
    ...(min && { scaleMin: Number(min) }),
    ...(max && { scaleMax: Number(max) }),
  };
}

/** Every shipped edition, and the code of a node by the number that the series files of its years use. */
export function shippedEditions() {
  const nodes = shippedTable('edition_nodes');
  const byEdition = Map.groupBy(nodes, ({ edition }) => edition);
  const editions = shippedTable('editions').map((row) => ({
    id: row.edition,
    index: row.index,
    validFromPeriod: row.valid_from_period,
    ...(row.valid_to_period && { validToPeriod: row.valid_to_period }),
    nodes: (byEdition.get(row.edition) ?? []).map(nodeOf),
  }));
  const codes = new Map(nodes.map((node) => [`${node.edition} ${node.series_code}`, node.code]));
  return { editions, codeOf: (edition, series) => codes.get(`${edition.id} ${series}`) ?? series };
}
