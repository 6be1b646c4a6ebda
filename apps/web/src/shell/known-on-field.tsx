import { useWords } from '../language/use-words.js';
import { useViewState } from './view-state.js';

/** Answers as the system stood at the end of a day; with a way back to now. */
export function KnownOnField({ today }: { today?: string }) {
  const { t, day } = useWords();
  const [knownOn, choose] = useViewState('knownOn');
  return (
    <span className={knownOn ? 'known-on chosen' : 'known-on'}>
      <label>
        {t('context.known-on')}{' '}
        <input
          type="date"
          className="button"
          value={knownOn ?? ''}
          max={today}
          onChange={(event) => choose(event.target.value || undefined)}
        />
      </label>
      {knownOn && (
        <>
          <strong className="yellow-text" role="status">
            {' '}
            {t('context.known-on.notice', { day: day(knownOn) })}
          </strong>{' '}
          <button type="button" className="button" onClick={() => choose(undefined)}>
            {t('context.known-on.now')}
          </button>
        </>
      )}
    </span>
  );
}
