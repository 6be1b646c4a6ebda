// @ts-check
import { holdsOn, parts, readTable } from '../tables.mjs';

/**
 * The day on which a year's result counts its provinces: PCI 2008 still lists Hà Tây, which ended that August, and
 * results of 2025 list the 34 provinces of July 2025.
 * @param {string} year
 */
const countedOn = (year) => (year < '2025' ? `${year}-01-01` : `${year}-12-31`);

/** @param {string} name */
const folded = (name) => name.normalize('NFC').toLowerCase().trim();

/**
 * Finds the unit that a province's name means in the results of a year; unknown names are an error.
 * @returns {(name: string, year: string) => string}
 */
export function provinceNames() {
  const rows = readTable('provinces', [
    'province',
    'name_vi',
    'unit_code',
    'aliases',
    'valid_from',
    'valid_to',
  ]);
  const byName = Map.groupBy(
    rows.flatMap((row) =>
      [...new Set([row.province, row.name_vi, ...parts(row.aliases)].map(folded))].map((name) => ({
        name,
        row,
      })),
    ),
    ({ name }) => name,
  );
  return (name, year) => {
    const units = (byName.get(folded(name)) ?? []).filter(({ row }) => holdsOn(row, countedOn(year)));
    if (units.length !== 1 || !units[0])
      throw new Error(`${name} names ${units.length} provinces in ${year}`);
    return units[0].row.unit_code;
  };
}
