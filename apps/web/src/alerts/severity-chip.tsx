import { type AlertView } from '#contracts';
import { useWords } from '../language/use-words.js';

/** Looks of urgency, without the words of a rating: an alert is no rating. */
const LOOKS = { critical: 'red', warning: 'yellow', info: 'unrated' } as const;

export function SeverityChip({ alert }: { alert: AlertView }) {
  const { t } = useWords();
  const look = alert.kind === 'overdue' ? 'no-data' : alert.open ? LOOKS[alert.severity] : 'green';
  const word =
    alert.kind === 'overdue'
      ? 'alerts.kind.overdue'
      : alert.open
        ? `alerts.severity.${alert.severity}`
        : 'alerts.closed';
  return <span className={`chip fill rated-${look}`}>{t(word)}</span>;
}
