import { type ProvinceTableResponse } from '#contracts';
import { useAnswer } from '../api/answers.js';
import { Legend } from '../charts/legend.js';
import { useWords } from '../language/use-words.js';
import { ScrollArea } from '../shell/scroll-area.js';

type Cell = ProvinceTableResponse['rows'][number]['cells'][number];

/** Long series show their latest part first; older years are a scroll away. */
const showNewest = (box: HTMLDivElement | null) => {
  if (box) box.scrollLeft = box.scrollWidth;
};

/** Every province by year; what was not published to us is hatched. Ours stands first. */
export function ProvinceTable({ index, province }: { index: string; province: string }) {
  const { t } = useWords();
  const table = useAnswer<ProvinceTableResponse>(`/indices/${index}/provinces`, {
    topics: ['rank', 'publication'],
  }).data;
  if (!table) return null;
  const rows = [
    ...table.rows.filter((row) => row.unit.code === province),
    ...table.rows.filter((row) => row.unit.code !== province),
  ];
  return (
    <section className="card" aria-labelledby="provinces">
      <div className="spread">
        <h2 id="provinces">
          {t('provinces.title')} <span className="muted small">{t('provinces.note')}</span>
        </h2>
        <Legend items={[{ sign: 'hatch', means: t('missing.not-published') }]} />
      </div>
      <ScrollArea title={t('provinces.title')} tall ref={showNewest}>
        <table className="provinces">
          <thead>
            <tr>
              <th scope="col">{t('ranking.province')}</th>
              {table.years.map((year) => (
                <th key={year.period} scope="col" className="number">
                  {year.period}
                  <span className={year.completed ? 'second' : 'second yellow-text'}>
                    {year.held}/{year.expected ?? '?'}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ProvinceRow
                key={row.unit.code}
                row={row}
                years={table.years}
                ours={row.unit.code === province}
              />
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}

interface Row {
  row: ProvinceTableResponse['rows'][number];
  years: ProvinceTableResponse['years'];
  ours: boolean;
}

function ProvinceRow({ row, years, ours }: Row) {
  const { name } = useWords();
  const cells = new Map(row.cells.map((cell) => [cell.period, cell]));
  return (
    <tr className={ours ? 'ours-row' : ''}>
      <th scope="row">{name(row.unit)}</th>
      {years.map((year) => (
        <YearCell key={year.period} cell={cells.get(year.period)} />
      ))}
    </tr>
  );
}

function YearCell({ cell }: { cell: Cell | undefined }) {
  const { t, number } = useWords();
  if (!cell)
    return (
      <td className="missing-light">
        <span className="hidden-text">{t('missing.not-published')}</span>
      </td>
    );
  return (
    <td className={cell.rank !== undefined && cell.rank <= 3 ? 'number top' : 'number'}>
      {cell.rank !== undefined && <b title={t(`ranking.rank-of.${cell.rankOf}`)}>{cell.rank}</b>}{' '}
      <small className="muted">{cell.value === undefined ? '–' : number(cell.value, 2)}</small>
    </td>
  );
}
