import { useWords } from '../language/use-words.js';
import { useLive } from '../live/live-updates.js';

/** Says whether the page follows by itself; live updates can be paused. */
export function LiveSwitch() {
  const { t } = useWords();
  const { state, paused, waiting, pause } = useLive();
  const word = paused ? (waiting ? 'live.paused.waiting' : 'live.paused') : `live.${state}`;
  return (
    <span className="live">
      <span className={`tag fresh ${paused || state !== 'live' ? 'stale' : ''}`} role="status">
        {t(word)}
      </span>{' '}
      <button type="button" className="button" onClick={() => pause(!paused)}>
        {t(paused ? 'live.resume' : 'live.pause')}
      </button>
    </span>
  );
}
