import { type AlertView } from '#contracts';
import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { useLinkTo } from '../shell/view-state.js';

export function OpenAlerts({ alerts }: { alerts: readonly AlertView[] }) {
  const { t, locale, instant } = useWords();
  const linkTo = useLinkTo();
  return (
    <section className="card">
      <h2>{t('unit.alerts')}</h2>
      {alerts.length === 0 && <p className="small muted">{t('alerts.none')}</p>}
      <ul className="plain-list">
        {alerts.slice(0, 8).map((alert) => (
          <li key={alert.id}>
            <Link href={linkTo(`/alerts/${alert.id}`)}>
              {locale === 'vi' ? alert.titleVi : alert.titleEn}
            </Link>
            <small className="second">
              {t(`alerts.state.${alert.state}`)} · {instant(alert.openedAt)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
