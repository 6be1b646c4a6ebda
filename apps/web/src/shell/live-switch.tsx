import { useWords } from '../language/use-words.js';
import { useLive } from '../live/live-updates.js';

/** Says whether the page follows by itself; pressed, it pauses live updates. */
export function LiveSwitch() {
  const { t } = useWords();
  const { state, paused, waiting, pause } = useLive();
  const word = paused ? (waiting ? 'live.paused.waiting' : 'live.paused') : `live.${state}`;
  const hint = t(paused ? 'live.resume' : 'live.pause');
  return (
    <button
      type="button"
      className="button live"
      aria-pressed={paused}
      title={hint}
      onClick={() => pause(!paused)}
    >
      <span className={`fresh ${paused || state !== 'live' ? 'stale' : ''}`} aria-hidden="true" />
      {t(word)}
      <span className="hidden-text">, {hint}</span>
    </button>
  );
}
