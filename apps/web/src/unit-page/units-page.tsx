import { type HeatResponse, type HeatRow } from '#contracts';
import { Link } from 'wouter';
import { useAnswer } from '../api/answers.js';
import { useWords } from '../language/use-words.js';
import { concernsPeriod } from '../live/depends-on.js';
import { cellStateOf } from '../marks/cell-state.js';
import { RatingGlyph } from '../marks/rating-chip.js';
import { DemoTag } from '../marks/tags.js';
import { Answered } from '../notices/answered.js';
import { PageFrame } from '../shell/page-frame.js';
import { useLinkTo, useViewState } from '../shell/view-state.js';
import './unit-page.css';

/** All reporting units with both scores, worst first; the way to each unit's page. */
export default function UnitsPage() {
  const [period] = useViewState('period');
  const answer = useAnswer<HeatResponse>('/heat', {
    question: { period },
    topics: ['score', 'rating', 'trend'],
    concerns: (change, shown) => concernsPeriod(change, shown.period.id, period),
  });
  return <Answered answer={answer}>{(heat) => <Units heat={heat} />}</Answered>;
}

function Units({ heat }: { heat: HeatResponse }) {
  const { t, name } = useWords();
  const indices = heat.columns.filter((column) => column.group === 'INDEX');
  const red = heat.rows.filter((row) => row.counts.red > 0).length;
  return (
    <PageFrame
      title={t('nav.units')}
      period={heat.period}
      periods={heat.periods}
      updatedAt={heat.updatedAt}
      demo={heat.demo}
    >
      <h1>
        {t('nav.units')} {heat.demo && <DemoTag />}
      </h1>
      <p className="answer">{t('units.answer', { red, all: heat.rows.length })}</p>
      <section className="card scroll" aria-label={t('nav.units')}>
        <table className="units-table">
          <caption className="hidden-text">{t('nav.units')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('heat.unit')}</th>
              {(['red', 'yellow', 'green', 'no-data'] as const).map((state) => (
                <th key={state} scope="col" className="number">
                  <RatingGlyph state={state} />
                </th>
              ))}
              {indices.map((column) => (
                <th key={column.component} scope="col" className="number">
                  {name(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {heat.rows.map((row) => (
              <UnitRow key={row.unit.code} row={row} heat={heat} />
            ))}
          </tbody>
        </table>
      </section>
    </PageFrame>
  );
}

function UnitRow({ row, heat }: { row: HeatRow; heat: HeatResponse }) {
  const { t, name, number } = useWords();
  const linkTo = useLinkTo();
  const { counts, unit } = row;
  return (
    <tr>
      <th scope="row">
        <Link href={linkTo(`/units/${unit.code}`)}>{name(unit)}</Link>
      </th>
      <td className="number text-red">{counts.red}</td>
      <td className="number text-yellow">{counts.yellow}</td>
      <td className="number text-green">{counts.green}</td>
      <td className="number">{counts.noData}</td>
      {heat.columns
        .filter((column) => column.group === 'INDEX')
        .map((column) => {
          const cell = row.cells.find((each) => each.component === column.component);
          if (!cell) return <td key={column.component} />;
          const address = linkTo(`/scores/${cell.index}/${unit.code}/${heat.period.id}`, {
            period: heat.period.id,
          });
          return (
            <td key={column.component} className="number">
              <Link href={address}>
                {cell.value === undefined ? t(`rating.${cellStateOf(cell)}`) : number(cell.value, 1)}
              </Link>
            </td>
          );
        })}
    </tr>
  );
}
