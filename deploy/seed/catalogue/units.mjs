// @ts-check
import { parts, readTable } from '../tables.mjs';
import { attributesOf, draft } from './draft.mjs';

const DATED = /** @type {const} */ (['valid_from', 'valid_to']);

const provinces = () =>
  readTable('provinces', ['unit_code', 'province', 'name_vi', 'admin_code', 'successor_code', ...DATED]);

/** @param {ReturnType<typeof provinces>[number]} row */
function provinceAttributes(row) {
  return {
    ...attributesOf(row, { lists: ['aliases'], omit: ['unit_code', 'successor_code'] }),
    nameEn: row.province,
    kind: 'province',
    level: 'province',
    reports: false,
    ...(row.successor_code ? { successorCodes: parts(row.successor_code) } : {}),
  };
}

/**
 * A province that is also a body of `departments.csv` is one unit: the province's name, the body's other columns.
 * @param {Record<string, unknown>} body
 * @param {Record<string, unknown>} province
 */
const merged = (body, province) => ({
  ...province,
  ...body,
  nameVi: province.nameVi,
  nameEn: province.nameEn,
  bodyNameVi: body.nameVi,
  bodyNameEn: body.nameEn,
});

/** Provinces, departments, districts and communes. */
export function unitDrafts() {
  const drafts = new Map(
    readTable('departments', ['code', 'kind', ...DATED]).map((row) => {
      const attributes = attributesOf(row, {
        flags: ['reports'],
        lists: ['successor_codes'],
        omit: ['code'],
      });
      return [`${row.code}:${row.valid_from}`, draft('unit', row.code, row, attributes)];
    }),
  );
  for (const row of provinces()) {
    const key = `${row.unit_code}:${row.valid_from}`;
    const body = drafts.get(key);
    const own = provinceAttributes(row);
    drafts.set(key, draft('unit', row.unit_code, row, body ? merged(body.attributes, own) : own));
  }
  return [...drafts.values()];
}
