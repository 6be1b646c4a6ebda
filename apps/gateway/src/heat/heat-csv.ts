import { type HeatResponse, type HeatRow } from '#contracts';
import { csvOf } from '../questions/csv.js';

const HEAD = [
  'period',
  'unit',
  'unit_name_vi',
  'index',
  'component',
  'component_name_vi',
  'state',
  'score',
  'rating',
  'trend',
  'strength',
  'change',
  'coverage',
  'edition',
  'known_from',
  'demo',
];

/** One row a cell, the province's first. */
export function heatCsv(heat: HeatResponse): string {
  const rows = [...(heat.province ? [heat.province] : []), ...heat.rows];
  return csvOf(
    HEAD,
    rows.flatMap((row) => cellRows(heat, row)),
  );
}

function cellRows({ period, edition, columns }: HeatResponse, { unit, cells }: HeatRow) {
  return cells.map((cell) => [
    period.id,
    unit.code,
    unit.nameVi,
    cell.index,
    cell.component,
    columns.find((column) => column.component === cell.component)?.nameVi,
    cell.state,
    cell.value,
    cell.rating,
    cell.verdict,
    cell.strength,
    cell.change,
    cell.coverage,
    edition,
    cell.knownFrom,
    cell.demo === true,
  ]);
}
