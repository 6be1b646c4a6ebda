// @ts-check
import { readTable } from '../tables.mjs';
import { draft, numberOf } from './draft.mjs';
import { provinceNames } from './province-names.mjs';

/** @typedef {{ unit: string, value?: number, rank?: number, tierVi?: string, tierEn?: string }} Result */

const RESULT_COLUMNS = /** @type {const} */ ([
  'province',
  'year',
  'pci_weighted',
  'rank',
  'tier_vi',
  'tier_en',
]);
const FIRST_YEARS = { PCI: 2005, PAPI: 2011 };
const LAST_YEAR = 2025;

/**
 * How many provinces a result of the year covers: PCI began with 42, Hà Tây made 64 until 2008, 34 remain from 2025.
 * @param {number} year
 */
export const expectedUnits = (year) => (year < 2006 ? 42 : year < 2009 ? 64 : year < 2025 ? 63 : 34);

/** The day on which an index of a year came out, where it is known; key `index:period`. */
export const publicationDays = () =>
  new Map(
    readTable('publications', ['index', 'period', 'published_on']).map((row) => [
      `${row.index}:${row.period}`,
      row.published_on,
    ]),
  );

/** One entry for every index and year, with the official results of PCI; PAPI publishes no ranks. */
export function publicationDrafts() {
  const known = new Map(
    readTable('publications', ['index', 'period', 'published_on', 'source_flag', 'source']).map((row) => [
      `${row.index}:${row.period}`,
      { publishedOn: row.published_on, sourceFlag: row.source_flag, source: row.source },
    ]),
  );
  const results = pciResults();
  return Object.entries(FIRST_YEARS).flatMap(([index, first]) =>
    Array.from({ length: LAST_YEAR - first + 1 }, (_, offset) => {
      const year = first + offset;
      const published = index === 'PCI' ? results.get(String(year)) : undefined;
      return draft(
        'publication',
        `${index}:${year}`,
        { valid_from: `${year}-01-01`, valid_to: '' },
        {
          index,
          period: String(year),
          expectedUnits: expectedUnits(year),
          ...known.get(`${index}:${year}`),
          ...(published ? { published } : {}),
        },
      );
    }),
  );
}

/** @returns {Map<string, Result[]>} */
function pciResults() {
  const unitOf = provinceNames();
  const rows = Map.groupBy(readTable('pci_composite', RESULT_COLUMNS), (row) => row.year);
  return new Map(
    [...rows].map(([year, ofYear]) => [
      year,
      ofYear.map((row) => ({
        unit: unitOf(row.province, row.year),
        ...(row.pci_weighted && { value: numberOf('pci_weighted', row.pci_weighted) }),
        ...(row.rank && { rank: numberOf('rank', row.rank) }),
        ...(row.tier_vi && { tierVi: row.tier_vi }),
        ...(row.tier_en && { tierEn: row.tier_en }),
      })),
    ]),
  );
}
