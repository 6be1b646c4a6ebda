// @ts-check
import { readTable } from '../tables.mjs';
import { attributesOf, draft } from './draft.mjs';

const DATED = /** @type {const} */ (['valid_from', 'valid_to']);

/** Peer groups with their members, and the members of the groups that responsibilities name. */
export function groupDrafts() {
  const peers = readTable('peer_groups', ['group', 'name_vi', 'name_en', 'unit', ...DATED]);
  const members = readTable('group_members', ['group', 'member', ...DATED]);
  /** @type {Map<string, { nameVi: string, nameEn: string, from: string }>} */
  const groups = new Map();
  for (const { group, name_vi: nameVi, name_en: nameEn, valid_from: from } of peers) {
    const known = groups.get(group);
    if (!known || from < known.from) groups.set(group, { nameVi, nameEn, from });
  }
  return [
    ...[...groups].map(([group, { nameVi, nameEn, from }]) =>
      draft('peer-group', group, { valid_from: from, valid_to: '' }, { nameVi, nameEn }),
    ),
    ...peers.map((row) =>
      draft(
        'peer-group-member',
        `${row.group}:${row.unit}`,
        row,
        attributesOf(row, { omit: ['name_vi', 'name_en'] }),
      ),
    ),
    ...members.map((row) => draft('group-member', `${row.group}:${row.member}`, row, attributesOf(row))),
  ];
}
