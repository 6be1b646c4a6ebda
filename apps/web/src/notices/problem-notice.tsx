import { ProblemAnswer } from '../api/get-answer.js';
import { useWords } from '../language/use-words.js';
import './notices.css';

/** What failed, what is kept, and the way to try again. */
export function ProblemNotice({
  error,
  retry,
  kept = false,
}: {
  error: Error;
  retry: () => void;
  kept?: boolean;
}) {
  const { t } = useWords();
  return (
    <div className="card problem" role="alert">
      <h2>{t('notice.failed')}</h2>
      <p>{error instanceof ProblemAnswer ? error.message : t('notice.unreachable')}</p>
      {kept && <p className="muted">{t('notice.kept')}</p>}
      <button type="button" className="button" onClick={retry}>
        {t('notice.retry')}
      </button>
    </div>
  );
}
