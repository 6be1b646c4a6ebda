// @ts-check
import { dutyDrafts } from './duties.mjs';
import { editionDrafts } from './editions.mjs';
import { groupDrafts } from './groups.mjs';
import { indicatorDrafts } from './indicators.mjs';
import { publicationDrafts } from './publications.mjs';
import { ruleDrafts } from './rules.mjs';
import { unitDrafts } from './units.mjs';

/** @typedef {import('./draft.mjs').Draft} Draft */

/**
 * Every entry of the catalogue; what others refer to comes first.
 * @returns {Draft[]}
 */
export const catalogueDrafts = () => [
  ...unitDrafts(),
  ...ruleDrafts(),
  ...indicatorDrafts(),
  ...editionDrafts(),
  ...groupDrafts(),
  ...dutyDrafts(),
  ...publicationDrafts(),
];
