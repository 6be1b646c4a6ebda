import { useWords } from '../language/use-words.js';
import { type CellState } from './cell-state.js';

/** Glyph and word of a rating or of a cell that has none; with `long` also what the word means. */
export function RatingChip({ state, long = false }: { state: CellState; long?: boolean }) {
  const { t } = useWords();
  return (
    <span className={`chip fill rated-${state}`} title={long ? undefined : t(`rating.${state}.long`)}>
      {t(long ? `rating.${state}.legend` : `rating.${state}`)}
    </span>
  );
}

/** The glyph in its text colour, for column headings. */
export function RatingGlyph({ state }: { state: CellState }) {
  const { t } = useWords();
  return <span className={`glyph rated-${state}`}>{t(`rating.${state}`)}</span>;
}
