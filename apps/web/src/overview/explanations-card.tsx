import { type OpenExplanation, type OverviewResponse } from '#contracts';
import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { DemoTag, FreshTag } from '../marks/tags.js';
import { useLinkTo } from '../shell/view-state.js';

/** Who owes an answer and since when; below it how complete the reports of the period are. */
export function ExplanationsCard({ overview }: { overview: OverviewResponse }) {
  const { t, number, percent } = useWords();
  const linkTo = useLinkTo();
  const { explanations, alerts, freshness } = overview;
  const share =
    freshness.reportsExpected > 0 ? (100 * freshness.reportsReceived) / freshness.reportsExpected : undefined;
  return (
    <section className="card explanations-card">
      <div className="spread">
        <h2>
          <Link href={linkTo('/alerts')}>{t('overview.alerts')}</Link> {overview.demo && <DemoTag short />}
        </h2>
        <span>
          {explanations.overdue > 0 && (
            <>
              <b className="big red-text">{explanations.overdue}</b>{' '}
              <b className="red-text">{t('overview.overdue')}</b>{' '}
            </>
          )}
          <span className="small muted">
            {t('overview.alerts.open', {
              open: number(alerts.open, 0),
              waiting: number(explanations.open, 0),
            })}
          </span>
        </span>
      </div>
      <ol className="owed">
        {explanations.rows.slice(0, 3).map((row) => (
          <Owed key={row.id} row={row} />
        ))}
      </ol>
      {explanations.rows.length === 0 && <p className="small muted">{t('overview.alerts.none')}</p>}
      <p className="small tags">
        <FreshTag stale={freshness.unitsReported < freshness.unitsExpected}>
          {t('overview.units-reported', {
            reported: freshness.unitsReported,
            expected: freshness.unitsExpected,
          })}
        </FreshTag>
        {share !== undefined && (
          <FreshTag stale={freshness.reportsLate > 0}>
            {t('overview.reports-in', { share: percent(share, 1) })}
          </FreshTag>
        )}
        {freshness.reportsLate > 0 && (
          <span className="tag">
            {t('overview.reports-late', { count: number(freshness.reportsLate, 0) })}
          </span>
        )}
      </p>
    </section>
  );
}

function Owed({ row }: { row: OpenExplanation }) {
  const { t, locale, short, name, instant } = useWords();
  const linkTo = useLinkTo();
  const title = locale === 'vi' ? row.titleVi : row.titleEn;
  const overdue = row.overdueWorkingDays ?? 0;
  return (
    <li>
      <b className={overdue > 0 ? 'red-text' : 'muted'}>
        {overdue > 0
          ? t('overview.days', { count: overdue })
          : row.dueAt
            ? instant(row.dueAt).slice(6, 11)
            : '–'}
      </b>
      <span>
        <Link href={linkTo(row.alert ? `/alerts/${row.alert}` : '/alerts')}>
          {row.position ? name(row.position) : short(row.unit)}
        </Link>
        <small className="muted">{title}</small>
      </span>
    </li>
  );
}
