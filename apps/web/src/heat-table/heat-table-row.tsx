import { type HeatColumn, type HeatCell, type HeatRow } from '#contracts';
import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { cellStateOf } from '../marks/cell-state.js';
import { useLinkTo } from '../shell/view-state.js';
import { beginsBand } from './heat-head.js';
import { HeatCellLink } from './heat-cell-link.js';

interface Row {
  row: HeatRow;
  columns: readonly HeatColumn[];
  period: string;
  province: boolean;
  /** The one cell that Tab reaches. */
  entry: string | undefined;
}

export function HeatTableRow({ row, columns, period, province, entry }: Row) {
  const { t, short } = useWords();
  const linkTo = useLinkTo();
  const { unit, counts } = row;
  const cells = new Map(row.cells.map((cell) => [cell.component, cell]));
  return (
    <tr className={province ? 'province' : ''} data-unit={unit.code}>
      <th scope="row">
        <Link href={linkTo(`/units/${unit.code}`)}>{province ? t('heat.province') : short(unit)}</Link>
        <RedInWords cells={row.cells} columns={columns} />
      </th>
      <td className="count text-red">{counts.red}</td>
      <td className="count text-yellow">{counts.yellow}</td>
      <td className="count text-green">{counts.green}</td>
      <td className={counts.noData > 0 ? 'count' : 'count zero'}>{counts.noData}</td>
      {columns.map((column, at) => {
        const cell = cells.get(column.component);
        return (
          <td key={column.component} className={beginsBand(columns, at) ? 'band-start' : undefined}>
            {cell && (
              <HeatCellLink
                cell={cell}
                unit={unit.code}
                period={period}
                reachable={entry === `${unit.code}:${cell.component}`}
              />
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** On a phone the red components stand in words under the name, since there is no room for the cells. */
function RedInWords({ cells, columns }: { cells: readonly HeatCell[]; columns: readonly HeatColumn[] }) {
  const { t, number } = useWords();
  const red = columns.flatMap((column) => {
    const cell = cells.find((each) => each.component === column.component);
    return cell && cellStateOf(cell) === 'red'
      ? [`${t(`heat.short.${column.component}`)} ${cell.value === undefined ? '–' : number(cell.value, 1)}`]
      : [];
  });
  if (red.length === 0) return null;
  return (
    <small className="phone-only red-text">
      {t('rating.red')}: {red.join(', ')}
    </small>
  );
}
