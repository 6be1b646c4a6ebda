import { type TreeRow } from './tree-rows.js';

export interface Step {
  id: string;
  toggle?: boolean;
}

/** Keys of a treegrid: up and down walk, right opens or enters, left closes or goes to the parent. */
export function stepOf(
  key: string,
  rows: readonly TreeRow[],
  open: ReadonlySet<string>,
  current: string | undefined,
): Step | undefined {
  const at = rows.findIndex((row) => row.id === current);
  const row = rows[at];
  if (!row) return undefined;
  const to = (target: TreeRow | undefined): Step | undefined => (target ? { id: target.id } : undefined);
  switch (key) {
    case 'ArrowDown':
      return to(rows[at + 1]);
    case 'ArrowUp':
      return to(rows[at - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      return row.openable && !open.has(row.id)
        ? { id: row.id, toggle: true }
        : to(rows[at + 1]?.parent === row.id ? rows[at + 1] : undefined);
    case 'ArrowLeft':
      return open.has(row.id) ? { id: row.id, toggle: false } : row.parent ? { id: row.parent } : undefined;
    default:
      return undefined;
  }
}
