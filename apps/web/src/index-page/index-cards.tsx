import { type IndexPageResponse, type IndexYear } from '#contracts';
import { type ReactNode } from 'react';
import { useWords } from '../language/use-words.js';
import { TrendArrow } from '../marks/trend-arrow.js';
import { standingOf } from '../overview/standing.js';

export function IndexCards({ page }: { page: IndexPageResponse }) {
  const { t, number, locale } = useWords();
  const year = page.years.find((each) => each.period === page.chosenYear);
  if (!year) return null;
  const { rank, ofN } = standingOf(year);
  return (
    <div className="index-cards">
      <Card
        label={t('index.card.rank', { year: year.period })}
        value={
          rank === undefined ? (
            <Missing />
          ) : (
            <>
              {rank}
              <small>/{ofN}</small>
            </>
          )
        }
      >
        <RankBefore page={page} year={year} />
      </Card>
      <Card
        label={t('index.card.value')}
        value={year.published?.value === undefined ? <Missing /> : number(year.published.value, 2)}
      >
        {year.computed && t('index.computed.value', { value: number(year.computed.value, 2) })}
        {year.computed?.rank !== undefined &&
          ` (${t('index.computed.rank', { rank: year.computed.rank, ofN: year.computed.ofN })})`}
      </Card>
      <Card
        label={t('index.tier')}
        value={
          year.published?.tier ? <span className="tier">{year.published.tier[locale]}</span> : <Missing />
        }
      >
        {year.publishedOn &&
          t('index.published-on', { day: year.publishedOn.split('-').toReversed().join('/') })}
      </Card>
      <Card
        label={t('index.card.held', { year: year.period })}
        value={
          <>
            {year.held}
            <small>
              /{year.expected ?? '?'} {t('index.provinces')}
            </small>
          </>
        }
      >
        {t(year.state === 'complete' ? 'index.held.all' : 'index.held.part')}
      </Card>
      <Card
        label={t('score.trend')}
        value={page.trend ? <TrendArrow verdict={page.trend.verdict} strength={page.trend.strength} /> : '–'}
      >
        {page.trend && t('trend.points', { count: page.trend.n })}
      </Card>
    </div>
  );
}

function Card({ label, value, children }: { label: string; value: ReactNode; children?: ReactNode }) {
  return (
    <section className="card">
      <h2 className="card-label">{label}</h2>
      <p className="big">{value}</p>
      <p className="small muted">{children}</p>
    </section>
  );
}

function Missing() {
  const { t } = useWords();
  return <span className="chip fill rated-no-data">{t('missing.not-published')}</span>;
}

/** Places won or lost since the last year before that has a rank. */
function RankBefore({ page, year }: { page: IndexPageResponse; year: IndexYear }) {
  const { t } = useWords();
  const before = page.years.findLast(
    (each) => each.period < year.period && standingOf(each).rank !== undefined,
  );
  const [now, then] = [standingOf(year).rank, before && standingOf(before).rank];
  if (now === undefined || then === undefined || !before) return null;
  const by = then - now;
  const word = by === 0 ? 'index.places.same' : by > 0 ? 'index.places.up' : 'index.places.down';
  return (
    <span className={`trend robust ${by === 0 ? 'holding' : by > 0 ? 'improving' : 'worsening'}`}>
      {t(word, { count: Math.abs(by) })} {t('index.against', { year: before.period })}
    </span>
  );
}
