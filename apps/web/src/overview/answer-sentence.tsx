import { type OverviewResponse } from '#contracts';
import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { useLinkTo } from '../shell/view-state.js';
import { indexCodeOf, standingOf } from './standing.js';

/** The answer in figures: how much is red and where, what is overdue, where both indices stand. */
export function AnswerSentence({ overview }: { overview: OverviewResponse }) {
  const { t } = useWords();
  const { overdue } = overview.explanations;
  return (
    <p className="answer">
      <RedPart overview={overview} />{' '}
      {overdue > 0 && <b className="red-text">{t('overview.answer.overdue', { count: overdue })} </b>}
      {overview.indices.map((card) => (
        <IndexPart key={indexCodeOf(card.index.code)} card={card} />
      ))}
    </p>
  );
}

function RedPart({ overview }: { overview: OverviewResponse }) {
  const { t, number, period, short } = useWords();
  const linkTo = useLinkTo();
  const { now, change, byUnit, indicators } = overview.counts;
  if (indicators === 0) return <>{t('overview.answer.none')}</>;
  const worst = byUnit[0];
  return (
    <>
      <b className={now.red > 0 ? 'red-text' : ''}>{t('overview.answer.red', { red: number(now.red, 0) })}</b>
      {change &&
        overview.previousPeriod &&
        `, ${moved(change.red)} ${t('overview.answer.against', { period: period(overview.previousPeriod) })}`}
      {worst && worst.counts.red > 0 && (
        <>
          {t('overview.answer.most')}{' '}
          <Link href={linkTo(`/units/${worst.unit.code}`)}>{short(worst.unit)}</Link> ({worst.counts.red})
        </>
      )}
      .
    </>
  );
  function moved(by: number) {
    if (by === 0) return t('overview.same');
    return t(by > 0 ? 'overview.more' : 'overview.fewer', { count: number(Math.abs(by), 0) });
  }
}

function IndexPart({ card }: { card: OverviewResponse['indices'][number] }) {
  const { t, number } = useWords();
  if (!card.latest)
    return <>{t('overview.answer.index-missing', { index: indexCodeOf(card.index.code) })} </>;
  const { rank, ofN, value } = standingOf(card.latest);
  const year = card.latest.period;
  if (rank !== undefined)
    return <>{t('overview.answer.index', { index: indexCodeOf(card.index.code), year, rank, ofN })} </>;
  return (
    <>
      {value !== undefined &&
        `${t('overview.answer.index-value', { index: indexCodeOf(card.index.code), year, value: number(value, 2) })} `}
    </>
  );
}
