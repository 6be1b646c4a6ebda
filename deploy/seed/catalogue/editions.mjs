// @ts-check
import { readTable } from '../tables.mjs';
import { attributesOf, draft } from './draft.mjs';

const NODE_NUMBERS = ['weight', 'scale_min', 'scale_max'];
const NODE_COLUMNS = /** @type {const} */ ([
  'edition',
  'code',
  'parent',
  'level',
  'scale_min',
  'scale_max',
  'name_vi',
  'name_en',
  'series_code',
]);

/** The last day of a month, a year or a day written as a period. */
const lastDays = /** @type {const} */ ({ 4: '-12-31', 7: '-31', 10: '' });
const firstDays = /** @type {const} */ ({ 4: '-01-01', 7: '-01', 10: '' });

/** @param {string} period */
const lengthOf = (period) => /** @type {4 | 7 | 10} */ (period.length);

/** Rows of `editions.csv` with the days that their periods cover. */
export const readEditions = () =>
  readTable('editions', ['edition', 'index', 'valid_from_period', 'valid_to_period']).map((row) => ({
    ...row,
    valid_from: row.valid_from_period + firstDays[lengthOf(row.valid_from_period)],
    valid_to: row.valid_to_period && row.valid_to_period + lastDays[lengthOf(row.valid_to_period)],
  }));

export const readNodes = () => readTable('edition_nodes', NODE_COLUMNS);

/** One entry an edition, with its tree. */
export function editionDrafts() {
  const nodes = Map.groupBy(readNodes(), (node) => node.edition);
  return readEditions().map(({ edition, valid_from, valid_to, ...row }) =>
    draft(
      'edition',
      edition,
      { valid_from, valid_to },
      {
        ...attributesOf(row),
        nodes: (nodes.get(edition) ?? []).map((node) =>
          attributesOf(node, { numbers: NODE_NUMBERS, omit: ['edition'] }),
        ),
      },
    ),
  );
}
