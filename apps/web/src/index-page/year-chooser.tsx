import { type IndexYear } from '#contracts';
import { useWords } from '../language/use-words.js';
import { useViewState } from '../shell/view-state.js';

/** Years that hold something for the province, newest first. */
export function YearChooser({ years, chosen }: { years: readonly IndexYear[]; chosen: string | undefined }) {
  const { t } = useWords();
  const [, choose] = useViewState('year');
  const held = years
    .filter((year) => year.state !== 'missing')
    .map((year) => year.period)
    .toReversed();
  return (
    <label>
      {t('index.choose-year')}{' '}
      <select className="button" value={chosen ?? ''} onChange={(event) => choose(event.target.value)}>
        {held.map((year) => (
          <option key={year} value={year}>
            {year}
          </option>
        ))}
      </select>
    </label>
  );
}
