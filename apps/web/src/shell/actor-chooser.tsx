import { useWords } from '../language/use-words.js';
import { chooseActor, useActor } from './actor.js';

/** Shows who acts; on loopback another position can be chosen. Positions, never persons. */
export function ActorChooser() {
  const { t, name } = useWords();
  const { actor, callers } = useActor();
  if (!actor || !callers) return null;
  if (!callers.choosable) return <span className="actor">{name(actor.position)}</span>;
  return (
    <label className="actor">
      <span className="hidden-text">{t('nav.acting-as')}</span>
      <select value={actor.header} onChange={(event) => chooseActor(event.target.value)}>
        {callers.actors.map((each) => (
          <option key={each.header} value={each.header}>
            {name(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
