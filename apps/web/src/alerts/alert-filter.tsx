import { type AlertListResponse } from '#contracts';
import { useWords } from '../language/use-words.js';
import { useViewState } from '../shell/view-state.js';

export type AlertView = 'open' | 'overdue' | 'closed';
const VIEWS: readonly AlertView[] = ['open', 'overdue', 'closed'];

export function AlertFilter({ counts, view }: { counts: AlertListResponse['counts']; view: AlertView }) {
  const { t, number } = useWords();
  const [, choose] = useViewState('view');
  const { open, reportsOverdue, explanationsOverdue, closed } = counts;
  const shown = { open, overdue: reportsOverdue + explanationsOverdue, closed };
  return (
    <div className="alert-filter" role="group" aria-label={t('alerts.filter')}>
      {VIEWS.map((each) => (
        <button
          key={each}
          type="button"
          className={each === view ? 'button primary' : 'button'}
          aria-pressed={each === view}
          onClick={() => choose(each === 'open' ? undefined : each)}
        >
          {t(`alerts.view.${each}`)} {number(shown[each], 0)}
        </button>
      ))}
    </div>
  );
}
