import { type IndicatorRow, type OverviewResponse } from '#contracts';
import { Link } from 'wouter';
import { measured, measuredChange, measuredGap } from '../language/measure.js';
import { useWords } from '../language/use-words.js';
import { RatingChip } from '../marks/rating-chip.js';
import { Sparkline } from '../marks/sparkline.js';
import { DemoTag, SignalTag } from '../marks/tags.js';
import { TrendArrow } from '../marks/trend-arrow.js';
import { useLinkTo } from '../shell/view-state.js';
import { paceInWords } from '../unit-page/pace.js';

/** The five that moved most, each with the word whether the move is a signal. */
export function Movers({ overview }: { overview: OverviewResponse }) {
  const { t, instant } = useWords();
  const { movers, sinceLastVisit: since } = overview;
  if (movers.length === 0) return null;
  return (
    <section aria-labelledby="movers">
      <div className="spread">
        <h2 id="movers">
          {t('overview.movers')} {overview.demo && <DemoTag short />}
        </h2>
        {since && (
          <span className="small">
            {t('overview.since', {
              since: instant(since.since),
              toRed: since.toRed,
              leftRed: since.leftRed,
              corrections: since.corrections,
            })}
          </span>
        )}
      </div>
      <ul className="movers">
        {movers.slice(0, 5).map((row) => (
          <Mover key={`${row.indicator.code}:${row.forUnit}`} row={row} />
        ))}
      </ul>
    </section>
  );
}

function Mover({ row }: { row: IndicatorRow }) {
  const words = useWords();
  const { t, name, short } = words;
  const linkTo = useLinkTo();
  return (
    <li className="card mover">
      <div className="spread">
        <RatingChip state={row.rating} />
        <SignalTag
          kind={
            row.trend?.signal === 'signal' ? 'signal' : row.trend?.signal === 'noise' ? 'noise' : 'unknown'
          }
        />
      </div>
      <h3>
        <Link href={linkTo(`/series/${row.indicator.code}/${row.forUnit}`)}>{name(row.indicator)}</Link>
        <span className="muted"> {short(row.unit)}</span>
      </h3>
      <div className="figure">
        <span className="big">
          {row.value === undefined ? '–' : measured(words, row.value, row.unitOfMeasure)}
        </span>
        <Sparkline
          width={84}
          height={28}
          values={row.sparkline.map((point) => point.value)}
          planned={row.sparkline.map((point) => point.planned)}
        />
      </div>
      <div className="change">
        {row.change !== undefined && <b>{measuredChange(words, row.change, row.unitOfMeasure)}</b>}
        {row.comparedWith && (
          <small className="muted"> {t('mover.against', { period: words.period(row.comparedWith) })}</small>
        )}
        {row.trend && <TrendArrow verdict={row.trend.verdict} strength={row.trend.strength} />}
      </div>
      <p className="small">
        {row.gap !== undefined &&
          row.gap > 0 &&
          t('mover.behind', { gap: measuredGap(words, row.gap, row.unitOfMeasure) })}
        {row.gap !== undefined &&
          row.gap <= 0 &&
          row.planned !== undefined &&
          t('mover.reached', { planned: measured(words, row.planned, row.unitOfMeasure) })}
        <br />
        <span className="muted">{paceInWords(row, words)}</span>
      </p>
      <p className="small owner">
        {row.responsible && <span className="muted">{name(row.responsible)}</span>}
        <Answering row={row} />
      </p>
    </li>
  );
}

function Answering({ row }: { row: IndicatorRow }) {
  const { t, instant } = useWords();
  if (!row.explanation) return <span>{t('mover.no-explanation')}</span>;
  if (row.explanation.overdue) return <b className="red-text">{t('mover.overdue')}</b>;
  return (
    <span className="yellow-text">
      {row.explanation.dueAt && t('mover.due', { at: instant(row.explanation.dueAt) })}
    </span>
  );
}
