import { type PeriodView, type StatusResponse } from '#contracts';
import { useAnswer } from '../api/answers.js';
import { useWords, type Words } from '../language/use-words.js';
import { DemoTag, FreshTag } from '../marks/tags.js';
import { DemoState } from './demo-state.js';
import { KnownOnField } from './known-on-field.js';
import { LiveSwitch } from './live-switch.js';
import { useViewState } from './view-state.js';

export interface PageContext {
  period?: PeriodView;
  /** Periods to choose from, newest first. */
  periods?: readonly string[];
  updatedAt?: string | undefined;
  /** Whether a synthetic value is shown; where a screen cannot say, the mark stands as long as there is a demo. */
  demo?: boolean | undefined;
}

/** Period, freshness, business date, demo and loading: what holds for everything below it. */
export function ContextBar({ period, periods, updatedAt, demo }: PageContext) {
  const words = useWords();
  const { t } = words;
  const status = useStatus();
  return (
    <div className="context" role="region" aria-label={t('context.label')}>
      {period && <PeriodChooser period={period} periods={periods ?? []} />}
      {updatedAt && <FreshTag>{t('context.updated', { at: words.instant(updatedAt) })}</FreshTag>}
      {status && <span className="tag">{t('context.today', { day: words.day(status.today) })}</span>}
      {status?.demo && <DemoState demo={status.demo} />}
      <KnownOnField {...(status && { today: status.today })} />
      <LiveSwitch />
      {(demo ?? status?.demo !== undefined) && (
        <span className="push">
          <DemoTag />
        </span>
      )}
      {status?.loading && <LoadProgress load={status.load} words={words} />}
    </div>
  );
}

/** Asked often while something loads or the demo plays, seldom otherwise. */
function useStatus(): StatusResponse | undefined {
  const answer = useAnswer<StatusResponse>('/status', { topics: ['progress'], everyMs: 5000 });
  return answer.data;
}

function PeriodChooser({ period, periods }: { period: PeriodView; periods: readonly string[] }) {
  const { t, period: inWords, day } = useWords();
  const [, choose] = useViewState('period');
  const choices = periods.includes(period.id) ? periods : [period.id, ...periods];
  const span = `(${day(period.firstDay).slice(0, 5)}–${day(period.lastDay).slice(0, 5)})`;
  if (choices.length === 1)
    return (
      <span>
        {t('context.period')} <b>{inWords(period.id)}</b> <span className="muted">{span}</span>
      </span>
    );
  return (
    <label className="period">
      {t('context.period')}{' '}
      <select className="button" value={period.id} onChange={(event) => choose(event.target.value)}>
        {choices.map((id) => (
          <option key={id} value={id}>
            {inWords(id)}
          </option>
        ))}
      </select>{' '}
      <span className="muted">{span}</span>
    </label>
  );
}

function LoadProgress({ load, words }: { load: StatusResponse['load']; words: Words }) {
  const { t, number } = words;
  const open = load.filter((task) => !task.finished);
  return (
    <ul className="progress-list" aria-label={t('context.loading')}>
      {open.map((task) => (
        <li key={task.task}>
          {t('context.loading.task', { task: t(`context.task.${task.task}`, task.task) })}{' '}
          <progress
            max={task.total}
            value={task.done}
            aria-label={t(`context.task.${task.task}`, task.task)}
          />{' '}
          {number(task.done, 0)}/{number(task.total, 0)}
        </li>
      ))}
    </ul>
  );
}
