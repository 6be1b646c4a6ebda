import { type HeatColumn, type HeatResponse, type HeatRow } from '#contracts';
import { type KeyboardEvent, useRef, useState } from 'react';
import { addressOf } from '../api/answers.js';
import { useWords } from '../language/use-words.js';
import { RatingChip } from '../marks/rating-chip.js';
import { DemoTag } from '../marks/tags.js';
import { ScrollArea } from '../shell/scroll-area.js';
import { useKnownOn } from '../shell/view-state.js';
import { HeatHead } from './heat-head.js';
import { HeatTableRow } from './heat-table-row.js';
import { targetOf } from './move-between-cells.js';
import './heat-table.css';

/** Departments × components as a table: colour, glyph and word in each cell; worst units first. */
export function HeatTable({ heat }: { heat: HeatResponse }) {
  const { t } = useWords();
  const columns = heat.columns.filter((column) => column.group !== 'INDEX');
  return (
    <section className="card heat" aria-labelledby="heat">
      <div className="spread">
        <h2 id="heat">
          {t('heat.title')} <span className="muted small">{t('heat.note')}</span>{' '}
          {heat.demo && <DemoTag short />}
        </h2>
        <HeatLegend />
      </div>
      {heat.rows.length === 0 ? <p>{t('heat.empty')}</p> : <Cells heat={heat} columns={columns} />}
      <Downloads heat={heat} />
    </section>
  );
}

function Cells({ heat, columns }: { heat: HeatResponse; columns: readonly HeatColumn[] }) {
  const { t } = useWords();
  const rows: HeatRow[] = heat.province ? [heat.province, ...heat.rows] : heat.rows;
  const table = useRef<HTMLTableElement>(null);
  // One cell is in the tab order; the arrow keys move on from it.
  const [entry, setEntry] = useState<string>();
  const first = firstCell(rows, columns);
  const move = (event: KeyboardEvent) => {
    const target = table.current && targetOf(table.current, event);
    if (!target) return;
    event.preventDefault();
    setEntry(target.dataset['cell']);
    target.focus();
  };
  return (
    <>
      <p className="hidden-text" id="heat-keys">
        {t('heat.keys')}
      </p>
      <ScrollArea title={t('heat.title')}>
        <table className="heat-cells" ref={table} onKeyDown={move} aria-describedby="heat-keys">
          <caption className="hidden-text">{t('heat.caption', { units: heat.rows.length })}</caption>
          <HeatHead columns={columns} />
          <tbody>
            {rows.map((row) => (
              <HeatTableRow
                key={row.unit.code}
                row={row}
                columns={columns}
                period={heat.period.id}
                province={row === heat.province}
                entry={entry ?? first}
              />
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </>
  );
}

function firstCell(rows: readonly HeatRow[], columns: readonly HeatColumn[]): string | undefined {
  const shown = new Set(columns.map((column) => column.component));
  const row = rows.find((each) => each.cells.some((cell) => shown.has(cell.component)));
  const cell = row && columns.find((column) => row.cells.some((each) => each.component === column.component));
  return row && cell && `${row.unit.code}:${cell.component}`;
}

function HeatLegend() {
  const { t } = useWords();
  return (
    <span className="heat-legend">
      <RatingChip state="red" long /> <RatingChip state="yellow" long /> <RatingChip state="green" long />{' '}
      <RatingChip state="no-data" long /> <span className="small muted">{t('heat.blank')}</span>
    </span>
  );
}

function Downloads({ heat }: { heat: HeatResponse }) {
  const { t } = useWords();
  const asKnownOn = useKnownOn();
  const question = { period: heat.period.id, asKnownOn };
  return (
    <p className="small">
      <a href={addressOf('/heat.csv', question)} download>
        {t('heat.csv')}
      </a>{' '}
      · <a href={addressOf('/heat', question)}>.json</a>
      {heat.edition && <span className="muted"> · {t('heat.edition', { edition: heat.edition })}</span>}
    </p>
  );
}
