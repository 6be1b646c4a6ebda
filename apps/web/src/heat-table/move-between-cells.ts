/** The cell to which a key leads: arrows skip blanks, Home and End go to the ends of the row, with Ctrl of the table. */
export function targetOf(
  table: HTMLTableElement,
  event: { key: string; ctrlKey: boolean; target: EventTarget },
): HTMLElement | undefined {
  const from = (event.target as HTMLElement).closest<HTMLElement>('a[data-cell]');
  if (!from) return undefined;
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).map(linksOf);
  const at = rows.findIndex((row) => row.includes(from));
  const row = rows[at] ?? [];
  const column = row.indexOf(from);
  switch (event.key) {
    case 'ArrowRight':
      return row.slice(column + 1).find(isCell);
    case 'ArrowLeft':
      return row.slice(0, column).findLast(isCell);
    case 'ArrowDown':
      return rows
        .slice(at + 1)
        .map((each) => each[column])
        .find(isCell);
    case 'ArrowUp':
      return rows
        .slice(0, at)
        .map((each) => each[column])
        .findLast(isCell);
    case 'Home':
      return (event.ctrlKey ? rows.flat() : row).find(isCell);
    case 'End':
      return (event.ctrlKey ? rows.flat() : row).findLast(isCell);
    default:
      return undefined;
  }
}

const isCell = (cell: HTMLElement | undefined): cell is HTMLElement => cell !== undefined;

/** One entry a column, undefined where the unit is not responsible. */
const linksOf = (row: HTMLTableRowElement): (HTMLElement | undefined)[] =>
  [...row.cells].map((cell) => cell.querySelector<HTMLElement>('a[data-cell]') ?? undefined);
