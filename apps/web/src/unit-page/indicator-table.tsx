import { type IndicatorRow } from '#contracts';
import { Link } from 'wouter';
import { measured, measuredGap } from '../language/measure.js';
import { useWords } from '../language/use-words.js';
import { useTint } from '../live/use-tint.js';
import { type CellState, urgencyOf } from '../marks/cell-state.js';
import { RatingChip } from '../marks/rating-chip.js';
import { Sparkline } from '../marks/sparkline.js';
import { DemoTag } from '../marks/tags.js';
import { TrendArrow } from '../marks/trend-arrow.js';
import { useLinkTo } from '../shell/view-state.js';
import { paceInWords } from './pace.js';

const FIRST: readonly CellState[] = ['red', 'yellow', 'no-data'];

/** Red, yellow and missing indicators; the rest is one click away. */
export function IndicatorTable({ rows, demo }: { rows: readonly IndicatorRow[]; demo: boolean }) {
  const { t } = useWords();
  const sorted = rows.toSorted((a, b) => urgencyOf(a.rating) - urgencyOf(b.rating));
  const first = sorted.filter((row) => FIRST.includes(row.rating));
  const rest = sorted.filter((row) => !FIRST.includes(row.rating));
  return (
    <section className="card" aria-labelledby="indicators">
      <div className="spread">
        <h2 id="indicators">
          {t('unit.behind')}{' '}
          <span className="muted small">
            {t('unit.behind.of', { behind: first.length, all: rows.length })}
          </span>{' '}
          {demo && <DemoTag short />}
        </h2>
        <span className="small muted">{t('unit.lines')}</span>
      </div>
      {first.length === 0 ? <p>{t('unit.behind.none')}</p> : <Rows rows={first} caption={t('unit.behind')} />}
      {rest.length > 0 && (
        <details>
          <summary>{t('unit.rest', { count: rest.length })}</summary>
          <Rows rows={rest} caption={t('unit.rest', { count: rest.length })} />
        </details>
      )}
    </section>
  );
}

function Rows({ rows, caption }: { rows: readonly IndicatorRow[]; caption: string }) {
  const { t } = useWords();
  return (
    <div className="scroll">
      <table className="indicators" role="table">
        <caption className="hidden-text">{caption}</caption>
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('unit.column.rating')}
            </th>
            <th role="columnheader" scope="col">
              {t('unit.column.indicator')}
            </th>
            <th role="columnheader" scope="col" className="number">
              {t('unit.column.now')}
            </th>
            <th role="columnheader" scope="col" className="number">
              {t('unit.column.gap')}
            </th>
            <th role="columnheader" scope="col">
              {t('unit.column.path')}
            </th>
            <th role="columnheader" scope="col">
              {t('unit.column.trend')}
            </th>
            <th role="columnheader" scope="col">
              {t('unit.column.pace')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.indicator.code}:${row.forUnit}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: IndicatorRow }) {
  const words = useWords();
  const { t, name, period } = words;
  const linkTo = useLinkTo();
  const tinted = useTint(`${row.value} ${row.rating} ${row.period}`);
  return (
    <tr role="row" className={tinted ? 'tinted' : ''} data-indicator={row.indicator.code}>
      <td role="cell">
        <RatingChip state={row.rating} />
      </td>
      <th role="rowheader" scope="row">
        <Link href={linkTo(`/series/${row.indicator.code}/${row.forUnit}`)}>{name(row.indicator)}</Link>
      </th>
      <td role="cell" className="number">
        <b>{row.value === undefined ? '–' : measured(words, row.value, row.unitOfMeasure)}</b>
        <small className="second">
          {row.planned === undefined
            ? row.period && period(row.period)
            : t('unit.planned', { planned: measured(words, row.planned, row.unitOfMeasure) })}
        </small>
      </td>
      <td role="cell" className="number gap">
        {row.gap !== undefined && row.gap > 0 ? <b>{measuredGap(words, row.gap, row.unitOfMeasure)}</b> : '–'}
      </td>
      <td role="cell">
        <Sparkline
          values={row.sparkline.map((point) => point.value)}
          planned={row.sparkline.map((point) => point.planned)}
        />
      </td>
      <td role="cell">
        {row.trend ? <TrendArrow verdict={row.trend.verdict} strength={row.trend.strength} /> : '–'}
        {row.trend && (
          <small className="second">
            {row.trend.strength === 'none'
              ? t(`signal.${row.trend.signal === 'no-limits' ? 'unknown' : row.trend.signal}`)
              : t(`strength.${row.trend.strength}`)}
          </small>
        )}
      </td>
      <td role="cell">
        {paceInWords(row, words)}
        <Due row={row} />
      </td>
    </tr>
  );
}

function Due({ row }: { row: IndicatorRow }) {
  const { t, instant } = useWords();
  if (!row.explanation?.dueAt) return null;
  const { overdue, dueAt } = row.explanation;
  return (
    <small className={`second ${overdue ? 'red-text' : 'yellow-text'}`}>
      <b>{t(overdue ? 'mover.overdue' : 'mover.due', { at: instant(dueAt) })}</b>
    </small>
  );
}
