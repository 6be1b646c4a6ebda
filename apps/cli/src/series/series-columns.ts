import { InputProblem } from '../input-problem.js';
import type { CsvRow } from '../tables/csv-rows.js';

/** Where the three columns of a series file stand. */
export interface SeriesColumns {
  readonly series: number;
  readonly period: number;
  readonly value: number;
}

/** @throws InputProblem header.missing, header.twice */
export function seriesColumns(file: string, { line, cells }: CsvRow): SeriesColumns {
  const placeOf = (name: string): number => {
    const place = cells.indexOf(name);
    if (place < 0) {
      const detail = `the column ${name} is missing; the header is series,period,value`;
      throw new InputProblem(file, line, 'header.missing', detail);
    }
    if (cells.includes(name, place + 1))
      throw new InputProblem(file, line, 'header.twice', `the column ${name} stands twice in the header`);
    return place;
  };
  return { series: placeOf('series'), period: placeOf('period'), value: placeOf('value') };
}
