/** Peer groups whose units form one family of hypotheses; methodology, section 4. */
const FAMILIES: Readonly<Record<string, string>> = {
  PG_TINH: 'PG_TINH',
  PG_SO: 'PG_SO',
  PG_HUYEN: 'PG_HUYEN',
  PG_HUYEN_MN: 'PG_HUYEN',
  PG_TP: 'PG_HUYEN',
  PG_XA: 'PG_XA',
  PG_PHUONG: 'PG_XA',
};

/** The family in which a unit's trends are judged: that of one of its peer groups, else the unit alone. */
export function familyOf(unit: string, groups: readonly string[]): string {
  for (const group of groups) {
    const family = FAMILIES[group];
    if (family) return family;
  }
  return unit;
}
