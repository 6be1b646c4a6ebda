import { type AlertView } from '#contracts';
import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { useTint } from '../live/use-tint.js';
import { useLinkTo, useViewState } from '../shell/view-state.js';
import { SeverityChip } from './severity-chip.js';

export function Inbox({ alerts, chosen }: { alerts: readonly AlertView[]; chosen: string | undefined }) {
  const { t } = useWords();
  return (
    <section className="card inbox" aria-label={t('alerts.list')}>
      {alerts.length === 0 && <p>{t('alerts.none')}</p>}
      <ul>
        {alerts.map((alert, at) => (
          <Item key={alert.id} alert={alert} current={chosen ? alert.id === chosen : at === 0} />
        ))}
      </ul>
    </section>
  );
}

function Item({ alert, current }: { alert: AlertView; current: boolean }) {
  const { t, locale, name, instant } = useWords();
  const linkTo = useLinkTo();
  const [view] = useViewState('view');
  const [unit] = useViewState('unit');
  const tinted = useTint(`${alert.state} ${alert.version}`);
  return (
    <li className={`${current ? 'current' : ''} ${tinted ? 'tinted' : ''}`} data-alert={alert.id}>
      <Link href={linkTo(`/alerts/${alert.id}`, { view, unit })} aria-current={current ? 'true' : undefined}>
        <span className="spread">
          <SeverityChip alert={alert} />
          <span className="small muted">{instant(alert.firedAt ?? alert.openedAt)}</span>
        </span>
        <strong>{locale === 'vi' ? alert.titleVi : alert.titleEn}</strong>
        <span className="small">
          {name(alert.unit)}
          {alert.recipients[0] && <span className="muted"> · {name(alert.recipients[0])}</span>}
        </span>
        <span className="small">
          <b>{t(alert.withdrawn ? 'alerts.withdrawn' : `alerts.state.${alert.state}`)}</b>
          <Deadline alert={alert} />
        </span>
      </Link>
    </li>
  );
}

/** An overdue report is owed itself; of the other alerts the explanation is. */
const deadlineOf = ({ kind, overdue }: AlertView) =>
  kind === 'overdue' ? 'alerts.report-due' : overdue ? 'alerts.overdue' : 'alerts.due';

function Deadline({ alert }: { alert: AlertView }) {
  const { t, instant } = useWords();
  if (!alert.dueAt || !alert.open) return null;
  return (
    <span className={alert.overdue ? 'red-text' : 'yellow-text'}>
      {' '}
      · {t(deadlineOf(alert), { at: instant(alert.dueAt) })}
    </span>
  );
}
