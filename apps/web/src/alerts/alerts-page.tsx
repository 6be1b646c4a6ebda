import { type AlertListResponse, type AlertView } from '#contracts';
import { useAnswer } from '../api/answers.js';
import { useWords } from '../language/use-words.js';
import { Answered } from '../notices/answered.js';
import { PageFrame } from '../shell/page-frame.js';
import { useViewState } from '../shell/view-state.js';
import { AlertDetail } from './alert-detail.js';
import { AlertFilter, type AlertView as Shown } from './alert-filter.js';
import { Inbox } from './inbox.js';
import './alerts.css';

/** The inbox with one alert beside it: its life so far, and what can be done. */
export default function AlertsPage({ id }: { id?: string }) {
  const [view = 'open'] = useViewState('view');
  const [unit] = useViewState('unit');
  const answer = useAnswer<AlertListResponse>('/alerts', {
    question: { state: view === 'closed' ? 'closed' : 'open', unit },
    topics: ['alert', 'explanation'],
  });
  return (
    <Answered answer={answer}>
      {(list) => <Alerts list={list} view={view as Shown} {...(id && { id })} />}
    </Answered>
  );
}

function Alerts({ list, view, id }: { list: AlertListResponse; view: Shown; id?: string }) {
  const { t } = useWords();
  const items = view === 'overdue' ? list.items.filter((alert) => alert.overdue) : list.items;
  const demo = items.some((alert) => alert.demo);
  return (
    <PageFrame title={t('alerts.title')} demo={demo}>
      <div className="spread">
        <h1>{t('alerts.title')}</h1>
        <AlertFilter counts={list.counts} view={view} />
      </div>
      <p className="answer">
        {list.counts.explanationsOverdue > 0 && (
          <b className="red-text">
            {t('alerts.answer.explanations-overdue', { count: list.counts.explanationsOverdue })}{' '}
          </b>
        )}
        {list.counts.reportsOverdue > 0 && (
          <b className="red-text">
            {t('alerts.answer.reports-overdue', { count: list.counts.reportsOverdue })}{' '}
          </b>
        )}
        {t('alerts.answer', {
          open: list.counts.open,
          unacknowledged: list.counts.unacknowledged,
          closed: list.counts.closed,
        })}
      </p>
      <div className="alert-pair">
        <Inbox alerts={items} chosen={id} />
        <Chosen items={items} id={id} />
      </div>
    </PageFrame>
  );
}

/** The alert of the address; without one the newest of the list. An alert that left the list is asked for by itself. */
function Chosen({ items, id }: { items: readonly AlertView[]; id: string | undefined }) {
  const { t } = useWords();
  const listed = id ? items.find((alert) => alert.id === id) : items[0];
  if (listed) return <AlertDetail key={listed.id} alert={listed} />;
  if (id) return <SingleAlert id={id} />;
  return <p className="card">{t('alerts.none')}</p>;
}

function SingleAlert({ id }: { id: string }) {
  const answer = useAnswer<AlertView>(`/alerts/${id}`, { topics: ['alert', 'explanation'] });
  return <Answered answer={answer}>{(alert) => <AlertDetail alert={alert} />}</Answered>;
}
