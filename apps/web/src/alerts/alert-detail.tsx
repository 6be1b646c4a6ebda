import { type AlertView } from '#contracts';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { postCommand } from '../api/get-answer.js';
import { useWords } from '../language/use-words.js';
import { DemoTag } from '../marks/tags.js';
import { useActor } from '../shell/actor.js';
import { useLinkTo } from '../shell/view-state.js';
import { AlertTimeline } from './alert-timeline.js';
import { SeverityChip } from './severity-chip.js';

const ExplainDialog = lazy(() => import('./explain-dialog.js'));

export function AlertDetail({ alert }: { alert: AlertView }) {
  const { t, locale, name, number, period } = useWords();
  return (
    <div className="alert-side">
      <article className="card" aria-labelledby="alert-title">
        <div className="spread">
          <span>
            <SeverityChip alert={alert} />{' '}
            <span className="tag">
              {t(alert.withdrawn ? 'alerts.withdrawn' : `alerts.state.${alert.state}`)}
            </span>{' '}
            {alert.demo && <DemoTag />}
          </span>
          <span className="small muted">
            {t('alerts.rule', {
              rule: t(`alerts.rule-name.${alert.rule}`, alert.rule),
              version: alert.ruleVersion,
            })}
          </span>
        </div>
        <h2 id="alert-title" className="alert-title">
          {locale === 'vi' ? alert.titleVi : alert.titleEn}
        </h2>
        <p className="small muted">
          {name(alert.unit)}
          {alert.period && ` · ${period(alert.period)}`}
          {alert.indicator && ` · ${alert.indicator}`}
          {alert.component && ` · ${alert.component}`}
        </p>
        <dl className="alert-facts">
          {alert.value !== undefined && (
            <div>
              <dt>{t('alerts.value')}</dt>
              <dd className="big">{number(alert.value, 1)}</dd>
            </div>
          )}
          {alert.threshold !== undefined && (
            <div>
              <dt>{t('alerts.threshold')}</dt>
              <dd className="big">{number(alert.threshold, 1)}</dd>
            </div>
          )}
          <div>
            <dt>{t('alerts.told')}</dt>
            <dd>{alert.recipients.map((position) => name(position)).join('; ') || '–'}</dd>
          </div>
        </dl>
        <Actions alert={alert} />
      </article>
      <section className="card">
        <h2>{t('alerts.timeline')}</h2>
        <AlertTimeline alert={alert} />
      </section>
      {alert.explanation?.reason && <Explanation alert={alert} />}
    </div>
  );
}

function Explanation({ alert }: { alert: AlertView }) {
  const { t } = useWords();
  return (
    <section className="card">
      <h2>{t('explain.title')}</h2>
      <dl className="facts">
        <dt>{t('explain.reason')}</dt>
        <dd>{alert.explanation?.reason}</dd>
        {alert.explanation?.action && (
          <>
            <dt>{t('explain.action')}</dt>
            <dd>{alert.explanation.action}</dd>
          </>
        )}
        {alert.explanation?.newDate && (
          <>
            <dt>{t('explain.date')}</dt>
            <dd>{alert.explanation.newDate.split('-').toReversed().join('/')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Actions({ alert }: { alert: AlertView }) {
  const { t, name, instant, locale } = useWords();
  const linkTo = useLinkTo();
  const questions = useQueryClient();
  const { actor } = useActor();
  const [failed, setFailed] = useState<string>();
  const [explaining, setExplaining] = useState(false);
  const acknowledge = async () => {
    setFailed(undefined);
    try {
      await postCommand(
        `/api/v1/alerts/${alert.id}/acknowledge`,
        {},
        { actAs: actor?.header ?? '', language: locale },
      );
      await questions.invalidateQueries({ queryKey: ['answer'] });
    } catch (problem) {
      setFailed((problem as Error).message);
    }
  };
  return (
    <div className="alert-actions">
      {alert.acknowledgedAt ? (
        <button type="button" className="button" disabled>
          {t('alerts.acknowledged-at', { at: instant(alert.acknowledgedAt) })}
        </button>
      ) : (
        alert.open && (
          <button
            type="button"
            className="button primary"
            onClick={() => void acknowledge()}
            disabled={!actor}
          >
            {t('alerts.acknowledge')}
          </button>
        )
      )}
      {alert.open && (
        <button type="button" className="button" onClick={() => setExplaining(true)} disabled={!actor}>
          {t('alerts.explain')}
        </button>
      )}
      {alert.indicator && (
        <Link href={linkTo(`/series/${alert.indicator}/${alert.unit.code}`)}>{t('alerts.see-series')}</Link>
      )}
      {actor && <small className="muted">{t('alerts.acting', { position: name(actor.position) })}</small>}
      {failed && (
        <p role="alert" className="red-text">
          {t('alerts.failed', { reason: failed })}
        </p>
      )}
      {explaining && actor && (
        <Suspense>
          <ExplainDialog alert={alert} actor={actor.header} onClose={() => setExplaining(false)} />
        </Suspense>
      )}
    </div>
  );
}
