import { type IndexCard as Card } from '#contracts';
import { Link } from 'wouter';
import { YearLine } from '../charts/year-line.js';
import { useWords, type Words } from '../language/use-words.js';
import { TrendArrow } from '../marks/trend-arrow.js';
import { useLinkTo } from '../shell/view-state.js';
import { indexCodeOf, type Standing, standingOf } from './standing.js';

/** One index of the province: rank and score of the newest year, published beside computed, and every year with its rank. */
export function IndexCard({ card }: { card: Card }) {
  const words = useWords();
  const { t, number } = words;
  const linkTo = useLinkTo();
  const { latest, index } = card;
  const standing = latest && standingOf(latest);
  return (
    <section className="card index-card" data-index={indexCodeOf(index.code)}>
      <div className="spread">
        <h2>
          <Link href={linkTo(`/indices/${indexCodeOf(index.code)}`)}>{indexCodeOf(index.code)}</Link>{' '}
          {latest && (
            <span className="muted">
              {t(`index.${standing?.source ?? 'published'}`, { year: latest.period })}
            </span>
          )}
        </h2>
        {card.rankChange !== undefined && <Places by={card.rankChange} />}
      </div>
      {latest && standing ? <Now standing={standing} words={words} /> : <p>{t('index.nothing')}</p>}
      {latest && standing && <BesideEachOther card={card} words={words} />}
      <YearLine
        points={card.years.map(pointOf)}
        summary={summaryOf(card, words)}
        table={<YearTable card={card} />}
      />
      <p className="small">
        {card.trend && <TrendArrow verdict={card.trend.verdict} strength={card.trend.strength} />}{' '}
        {card.valueChange !== undefined && card.previous && (
          <>
            <b>
              {words.change(card.valueChange, 2)} {t('unit.score')}
            </b>{' '}
            {t('index.against', { year: card.previous.period })}{' '}
          </>
        )}
      </p>
      <p className="small muted">
        {latest?.published?.tier && `${t('index.tier')}: ${latest.published.tier[words.locale]} · `}
        {latest && t('index.held', { held: number(latest.held, 0), expected: latest.expected ?? '?' })}
        {card.lead && ` · ${t('index.lead')}: ${words.short(card.lead)}`}
      </p>
    </section>
  );
}

const pointOf = (year: Card['years'][number]) => ({
  year: Number(year.period),
  ...(year.value !== undefined && { published: year.value }),
  ...(year.rank !== undefined && { rank: year.rank, ofN: year.ofN }),
});

function Places({ by }: { by: number }) {
  const { t } = useWords();
  if (by === 0) return <span className="trend holding">{t('index.places.same')}</span>;
  return (
    <span className={`trend ${by > 0 ? 'improving' : 'worsening'} robust`}>
      {t(by > 0 ? 'index.places.up' : 'index.places.down', { count: Math.abs(by) })}
    </span>
  );
}

function Now({ standing, words }: { standing: Standing; words: Words }) {
  const { t, number } = words;
  return (
    <p>
      {standing.rank !== undefined && (
        <span className="big">
          {t('index.rank', { rank: standing.rank })}
          <small>/{standing.ofN}</small>{' '}
        </span>
      )}
      {standing.value !== undefined && (
        <>
          <b>{number(standing.value, 2)}</b> {t('unit.score')}
        </>
      )}
    </p>
  );
}

/** What was published, and what the edition's arithmetic gives from the published parts. */
function BesideEachOther({ card, words }: { card: Card; words: Words }) {
  const { t, number } = words;
  const { published, computed } = card.latest ?? {};
  if (!computed) return null;
  return (
    <p className="small muted">
      {published?.value !== undefined &&
        `${t('index.published.value', { value: number(published.value, 2) })} · `}
      {t('index.computed.value', { value: number(computed.value, 2) })}
      {computed.rank !== undefined &&
        ` (${t('index.computed.rank', { rank: computed.rank, ofN: computed.ofN })})`}
    </p>
  );
}

function summaryOf(card: Card, words: Words): string {
  const { t } = words;
  const held = card.years.filter((year) => year.value !== undefined);
  const missing = card.years.filter((year) => year.value === undefined).map((year) => year.period);
  const [first, last] = [held[0], held.at(-1)];
  if (!first || !last) return t('index.chart.none', { index: indexCodeOf(card.index.code) });
  const said = t('index.chart', {
    index: indexCodeOf(card.index.code),
    from: first.period,
    to: last.period,
    first: words.number(first.value ?? 0, 2),
    last: words.number(last.value ?? 0, 2),
  });
  const rank = last.rank === undefined ? '' : ` ${t('index.chart.rank', { rank: last.rank, ofN: last.ofN })}`;
  return `${said}${rank}${missing.length > 0 ? ` ${t('index.chart.missing', { years: missing.join(', ') })}` : ''}`;
}

function YearTable({ card }: { card: Card }) {
  const { t, number } = useWords();
  return (
    <table className="dense">
      <caption className="hidden-text">{t('index.table', { index: indexCodeOf(card.index.code) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('index.year')}</th>
          <th scope="col" className="number">
            {t('index.value')}
          </th>
          <th scope="col" className="number">
            {t('index.rank-word')}
          </th>
        </tr>
      </thead>
      <tbody>
        {card.years.toReversed().map((year) => (
          <tr key={year.period}>
            <th scope="row">{year.period}</th>
            {year.value === undefined ? (
              <td colSpan={2} className="missing-cell">
                {t('missing.not-published')}
              </td>
            ) : (
              <>
                <td className="number">{number(year.value, 2)}</td>
                <td className="number">{year.rank === undefined ? '–' : `${year.rank}/${year.ofN}`}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
