import { type DepartmentResponse, type UnitIndex } from '#contracts';
import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { useTint } from '../live/use-tint.js';
import { cellStateOf } from '../marks/cell-state.js';
import { RatingChip } from '../marks/rating-chip.js';
import { FreshTag } from '../marks/tags.js';
import { TrendArrow } from '../marks/trend-arrow.js';
import { useLinkTo } from '../shell/view-state.js';

export function UnitCards({ department }: { department: DepartmentResponse }) {
  return (
    <div className="four-cards unit-cards">
      <CountsCard department={department} />
      {department.indices.map((index) => (
        <IndexScoreCard key={index.index.code} index={index} department={department} />
      ))}
      <ReportsCard department={department} />
    </div>
  );
}

function CountsCard({ department }: { department: DepartmentResponse }) {
  const { t } = useWords();
  const { counts, indicators } = department;
  return (
    <section className="card">
      <h2>{t('unit.indicators')}</h2>
      <dl className="counts">
        {(
          [
            ['red', counts.red],
            ['yellow', counts.yellow],
            ['green', counts.green],
            ['no-data', counts.noData],
          ] as const
        ).map(([state, count]) => (
          <div key={state}>
            <dt>
              <RatingChip state={state} />
            </dt>
            <dd className="big">{count}</dd>
          </div>
        ))}
      </dl>
      <p className="small muted">{t('unit.counts', { unrated: counts.unrated, all: indicators.length })}</p>
    </section>
  );
}

function IndexScoreCard({ index, department }: { index: UnitIndex; department: DepartmentResponse }) {
  const { t, name, number, percent, change } = useWords();
  const linkTo = useLinkTo();
  const tinted = useTint(`${index.value}`);
  const state = cellStateOf({ state: index.state, ...(index.rating && { rating: index.rating.rating }) });
  return (
    <section className={tinted ? 'card tinted' : 'card'} data-score={index.index.code}>
      <h2>
        <Link
          href={linkTo(`/scores/${index.index.code}/${department.unit.code}/${department.period.id}`, {
            period: department.period.id,
          })}
        >
          {name(index.index)}
        </Link>
      </h2>
      <p>
        <span className="big">{index.value === undefined ? '–' : number(index.value, 1)}</span>{' '}
        <span className="muted">/100</span>{' '}
        {index.value === undefined ? (
          <RatingChip state={state} />
        ) : (
          index.trend && <TrendArrow verdict={index.trend.verdict} strength={index.trend.strength} />
        )}
      </p>
      <p className="small muted">
        {index.change !== undefined && department.previousPeriod && `${change(index.change, 1)} · `}
        {index.rank !== undefined && `${t('unit.rank', { rank: index.rank, ofN: index.ofN ?? '?' })} · `}
        {t('heat.coverage', { coverage: percent(100 * index.coverage, 0) })}
      </p>
    </section>
  );
}

function ReportsCard({ department }: { department: DepartmentResponse }) {
  const { t, number } = useWords();
  const linkTo = useLinkTo();
  const { freshness, alerts } = department;
  return (
    <section className="card">
      <h2>{t('unit.reports')}</h2>
      <p>
        <span className="big">{number(alerts.length, 0)}</span>{' '}
        <Link href={linkTo('/alerts', { unit: department.unit.code })}>{t('unit.open-alerts')}</Link>
      </p>
      <p className="small">
        <FreshTag stale={freshness.reportsLate > 0}>
          {t('unit.reported', {
            received: number(freshness.reportsReceived, 0),
            expected: number(freshness.reportsExpected, 0),
          })}
        </FreshTag>{' '}
        {freshness.reportsLate > 0 && (
          <b className="red-text">
            {t('overview.reports-late', { count: number(freshness.reportsLate, 0) })}
          </b>
        )}
      </p>
    </section>
  );
}
