// Ten thousand variants of PCI 2016: 63 provinces, ten components, every weight within a third, two aggregations.
import { parseMethodDocument, uncertaintyOf } from '#scoring-engine';
import { shippedEditions, shippedTable } from './shipped-tables.mjs';

const YEAR = '2016';
const { editions, codeOf } = shippedEditions();
const edition = editions.find(({ id }) => id === 'PCI-2013');
const parts = edition.nodes.filter(({ parent }) => parent);
const rows = shippedTable('pci_subindices').filter(({ year }) => year === YEAR);
const units = [...new Set(rows.map(({ province }) => province))].toSorted((a, b) => (a < b ? -1 : 1));
const scores = new Map(
  rows.map(({ province, subindex_code: code, score }) => [
    `${codeOf(edition, code)} ${province}`,
    Number(score),
  ]),
);
const columns = new Map(parts.map(({ code }) => [code, units.map((unit) => scores.get(`${code} ${unit}`))]));
if (units.length !== 63 || parts.length !== 10)
  throw new Error('the history has not 63 provinces by ten parts');

const document = (unit) =>
  parseMethodDocument({
    index: 'PCI',
    edition: edition.id,
    normalise: { method: 'min-max', scale: [1, 10] },
    minimumCoverage: 0.7,
    tree: {
      code: 'PCI.TOTAL',
      aggregate: 'arithmetic',
      children: parts.map(({ code, weight }) => ({ code, weight, direction: 'up' })),
    },
    uncertainty: {
      ...(unit && { unit }),
      factors: [
        ...parts.map(({ code }) => ({ factor: `weight:${code}`, share: 0.33 })),
        { factor: 'normalise', methods: ['min-max', 'z-score'] },
        { factor: 'aggregate', methods: ['arithmetic', 'weighted-sum'] },
      ],
    },
  });

/** Milliseconds for the rank intervals of all provinces; with a unit, for Sobol's indices of its score as well. */
export function uncertainty(draws, unit) {
  const started = performance.now();
  const { ranks } = uncertaintyOf({ document: document(unit), data: { units, columns }, draws, seed: 1 });
  if (ranks.length !== units.length) throw new Error('a province has no rank interval');
  return performance.now() - started;
}
