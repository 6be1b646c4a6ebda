// @ts-check
import { readEditions, readNodes } from '../catalogue/editions.mjs';
import { readIndicators } from '../catalogue/indicators.mjs';
import { provinceNames } from '../catalogue/province-names.mjs';
import { publicationDays } from '../catalogue/publications.mjs';
import { localTime } from '../periods/days.mjs';
import { readTable } from '../tables.mjs';

/** @typedef {{ indicator: string, unit: string, period: string, value: number, status: 'official', recordedAt?: string }} PublishedValue */

const PUBLISHED_AT_HOUR = 12;
const PERCEPTION_FILE = 'pci_indicators_2013_2016';

/**
 * The published history, newest year first: components of PCI and PAPI before the survey's indicators, which score
 * nothing.
 * @returns {PublishedValue[]}
 */
export function publishedHistory() {
  const publish = publisher();
  const node = nodeFinder();
  return [
    ...newestFirst([
      ...readTable('pci_composite', ['province', 'year', 'pci_weighted']).map((row) =>
        publish('PCI', 'PCI.TOTAL', row, Number(row.pci_weighted)),
      ),
      ...readTable('pci_subindices', ['province', 'year', 'subindex_code', 'score']).map((row) =>
        publish('PCI', node('PCI', row.year, row.subindex_code), row, Number(row.score)),
      ),
      ...readTable('papi_dimensions', ['province', 'year', 'dimension', 'score'])
        .filter((row) => row.score !== '')
        .map((row) => publish('PAPI', node('PAPI', row.year, row.dimension), row, Number(row.score))),
      ...readTable('papi_subdimensions', ['province', 'year', 'subdimension', 'score'])
        .filter((row) => row.score !== '')
        .map((row) => publish('PAPI', node('PAPI', row.year, row.subdimension), row, Number(row.score))),
    ]),
    ...newestFirst(perceptionValues(publish)),
  ];
}

/**
 * Indicators of the survey 2013 to 2016, those that the catalogue names, in the catalogue's unit of measure.
 * @param {ReturnType<typeof publisher>} publish
 */
function perceptionValues(publish) {
  const named = new Map(readIndicators().map((row) => [row.series_key, row]));
  return readTable(PERCEPTION_FILE, ['province', 'year', 'subindex_code', 'indicator_code', 'value']).flatMap(
    (row) => {
      const indicator = named.get(`${PERCEPTION_FILE}:${row.subindex_code}/${row.indicator_code}`);
      if (!indicator || row.value === '') return [];
      return [publish('PCI', indicator.code, row, Number(row.value) * Number(indicator.scale_factor))];
    },
  );
}

/** Makes a value of a province and year, recorded at noon of the publication day where that is known. */
function publisher() {
  const unitOf = provinceNames();
  const days = publicationDays();
  /**
   * @param {string} index
   * @param {string} indicator
   * @param {{ province: string, year: string }} row
   * @param {number} value
   * @returns {PublishedValue}
   */
  return (index, indicator, { province, year }, value) => {
    const day = days.get(`${index}:${year}`);
    return {
      indicator,
      unit: unitOf(province, year),
      period: year,
      value: Math.round(value * 1e9) / 1e9,
      status: 'official',
      ...(day ? { recordedAt: new Date(localTime(day, PUBLISHED_AT_HOUR)).toISOString() } : {}),
    };
  };
}

/** Finds the component that a series code means under the edition of a year. */
function nodeFinder() {
  const editions = readEditions();
  const nodes = Map.groupBy(readNodes(), (node) => node.edition);
  const codes = new Map(
    editions.flatMap((edition) =>
      (nodes.get(edition.edition) ?? []).map((node) => [`${edition.edition}:${node.series_code}`, node.code]),
    ),
  );
  return (/** @type {string} */ index, /** @type {string} */ year, /** @type {string} */ seriesCode) => {
    const edition = editions.find(
      (row) =>
        row.index === index &&
        row.valid_from.slice(0, 4) <= year &&
        (row.valid_to === '' || year <= row.valid_to.slice(0, 4)),
    );
    const code = codes.get(`${edition?.edition}:${seriesCode}`);
    if (!code) throw new Error(`${index} ${year} has no component with series code ${seriesCode}`);
    return code;
  };
}

/** @param {PublishedValue[]} values */
const newestFirst = (values) =>
  values.toSorted((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : 0));
