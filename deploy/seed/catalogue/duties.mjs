// @ts-check
import { readTable } from '../tables.mjs';
import { attributesOf, draft } from './draft.mjs';

const DATED = /** @type {const} */ (['valid_from', 'valid_to']);

/** Who reports and answers what, who leads which component, who holds which post, and the goalposts. */
export function dutyDrafts() {
  return [...assignmentDrafts(), ...goalpostDrafts(), ...responsibilityDrafts(), ...positionDrafts()];
}

const assignmentDrafts = () =>
  readTable('assignments', ['indicator', 'unit', 'role', 'for_unit', ...DATED]).map((row) =>
    draft(
      'assignment',
      `${row.indicator}:${row.unit}:${row.role}:${row.for_unit}`,
      row,
      attributesOf(row, { numbers: ['weight'] }),
    ),
  );

const goalpostDrafts = () =>
  readTable('goalposts', ['indicator', 'edition', ...DATED]).map((row) =>
    draft('goalposts', `${row.indicator}:${row.edition}`, row, attributesOf(row, { numbers: ['lo', 'hi'] })),
  );

/** Rows marked `load` no are examples of other provinces and stay out. */
const responsibilityDrafts = () =>
  readTable('responsibilities', ['component_code', 'role', 'org_code', 'load', ...DATED])
    .filter((row) => row.load === 'yes')
    .map((row) =>
      draft(
        'responsibility',
        `${row.component_code}:${row.role}:${row.org_code}`,
        row,
        attributesOf(row, { omit: ['load'] }),
      ),
    );

const positionDrafts = () =>
  readTable('positions', ['code', ...DATED]).map((row) =>
    draft('position', row.code, row, attributesOf(row, { lists: ['portfolio_of'], omit: ['code'] })),
  );
