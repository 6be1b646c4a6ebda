// @ts-check
import { holdsOn, readTable } from '../tables.mjs';
import { attributesOf, draft } from './draft.mjs';
import { readEditions, readNodes } from './editions.mjs';

/** @typedef {ReturnType<typeof readEditions>[number]} Edition */
/** @typedef {ReturnType<typeof readNodes>[number]} Node */
/** @typedef {{ node: Node, index: string, from: string, to: string }} Run consecutive editions in which a node keeps its scale and series */

const COLUMNS = /** @type {const} */ ([
  'code',
  'kind',
  'scored',
  'direction',
  'unit',
  'agg_time',
  'numerator_vi',
  'ratio_factor',
  'frequency',
  'period_rule',
  'due_rule',
  'feeds',
  'series_key',
  'scale_factor',
  'valid_from',
  'valid_to',
]);
const READ_AS = {
  numbers: ['ratio_factor', 'scale_min', 'scale_max', 'scale_factor', 'ref_value'],
  flags: ['scored'],
  lists: ['feeds', 'drives'],
  omit: ['code'],
};
const SERIES_FILES = /** @type {Record<string, string>} */ ({
  PCI: 'pci_subindices',
  PAPI: 'papi_subdimensions',
});

export const readIndicators = () => readTable('indicators', COLUMNS);

/** How the file words a sum that runs from the first day of the year on. */
const SINCE_JANUARY = 'từ đầu năm';

/** The indicators of `indicators.csv`, and one dated outcome for each published node that none of them names. */
export function indicatorDrafts() {
  const rows = readIndicators();
  const own = rows.map((row) =>
    draft('indicator', row.code, row, {
      ...attributesOf(row, READ_AS),
      ...(row.numerator_vi.endsWith(SINCE_JANUARY) ? { accumulates: 'year' } : {}),
    }),
  );
  return [...own, ...unnamedNodes(rows).map(outcomeDraft)];
}

/**
 * Nodes of PCI and PAPI editions without an indicator that is valid in the edition's years, consecutive editions of
 * the same scale and series joined.
 * @param {ReturnType<typeof readIndicators>} indicators
 */
function unnamedNodes(indicators) {
  const named = Map.groupBy(indicators, (row) => row.code);
  const nodes = Map.groupBy(readNodes(), (node) => node.edition);
  /** @type {Map<string, Run[]>} */
  const runs = new Map();
  for (const edition of readEditions().filter(({ index }) => index in SERIES_FILES)) {
    for (const node of nodes.get(edition.edition) ?? []) {
      if (named.get(node.code)?.some((row) => holdsOn(row, edition.valid_from))) continue;
      runs.set(node.code, joined(runs.get(node.code) ?? [], node, edition));
    }
  }
  return [...runs.values()].flat();
}

/**
 * @param {Run[]} runs
 * @param {Node} node
 * @param {Edition} edition
 * @returns {Run[]}
 */
function joined(runs, node, edition) {
  const last = runs.at(-1);
  const same = last && last.node.scale_min === node.scale_min && last.node.series_code === node.series_code;
  const next = last && last.to.slice(0, 4) === String(Number(edition.valid_from.slice(0, 4)) - 1);
  if (last && same && next) return [...runs.slice(0, -1), { ...last, to: edition.valid_to }];
  return [...runs, { node, index: edition.index, from: edition.valid_from, to: edition.valid_to }];
}

/** @param {Run} run */
function outcomeDraft({ node, index, from, to }) {
  return draft(
    'indicator',
    node.code,
    { valid_from: from, valid_to: to },
    {
      nameVi: node.name_vi,
      nameEn: node.name_en,
      index,
      component: node.code,
      kind: 'outcome',
      scope: 'province',
      unit: 'điểm',
      direction: 'up',
      scored: false,
      aggTime: 'last',
      aggUnit: 'last',
      frequency: 'year',
      periodRule: 'SURVEY_YEAR',
      dueRule: 'PUB_3WD',
      scaleMin: Number(node.scale_min),
      scaleMax: Number(node.scale_max),
      seriesKey: `${SERIES_FILES[index]}:${node.series_code}`,
      scaleFactor: 1,
      sourceFlag: 'computed',
      source: 'edition_nodes.csv',
      note: 'A node of its editions that no row of indicators.csv names in these years',
    },
  );
}
