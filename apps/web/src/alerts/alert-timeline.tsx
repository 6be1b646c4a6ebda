import { type AlertStep, type AlertView } from '#contracts';
import { useWords } from '../language/use-words.js';

/** What happened, oldest first, and below it what is due next. */
export function AlertTimeline({ alert }: { alert: AlertView }) {
  const { t, instant } = useWords();
  return (
    <ol className="timeline">
      {alert.timeline.map((step, at) => (
        <Step key={`${step.at} ${at}`} step={step} />
      ))}
      {alert.open && alert.dueAt && (
        <li className="next">
          <b>{instant(alert.dueAt)}</b>
          <span>{t(alert.kind === 'overdue' ? 'alerts.report-due-step' : 'alerts.due-step')}</span>
        </li>
      )}
    </ol>
  );
}

/** Corrections are numbered: `revised-3`. */
const kindOf = (transition: string) => transition.replace(/-\d+$/, '');

function Step({ step }: { step: AlertStep }) {
  const { t, instant, number } = useWords();
  return (
    <li>
      <b>{instant(step.at)}</b>
      <span>
        {t(`alerts.transition.${kindOf(step.transition)}`, t(`alerts.state.${step.state}`))}
        {step.value !== undefined && ` (${number(step.value, 1)})`}
        {step.by && <small className="second">{step.by}</small>}
        {step.reason && <small className="second">{step.reason}</small>}
      </span>
    </li>
  );
}
