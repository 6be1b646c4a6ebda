import { type HeatCell } from '#contracts';
import { memo } from 'react';
import { Link } from 'wouter';
import { useWords, type Words } from '../language/use-words.js';
import { useTint } from '../live/use-tint.js';
import { cellStateOf, type CellState } from '../marks/cell-state.js';
import { useLinkTo } from '../shell/view-state.js';

interface Cell {
  cell: HeatCell;
  unit: string;
  period: string;
  reachable: boolean;
}

/** Two lines: glyph with score, word with the arrow of the trend. Enter opens the tree of the score. */
export const HeatCellLink = memo(function HeatCellLink({ cell, unit, period, reachable }: Cell) {
  const words = useWords();
  const linkTo = useLinkTo();
  const state = cellStateOf(cell);
  const tinted = useTint(`${period} ${cell.value} ${cell.rating}`);
  const { t } = words;
  const address = linkTo(`/scores/${cell.index}/${unit}/${period}`, { component: cell.component, period });
  return (
    <Link
      href={address}
      className={`fill rated-${state}${tinted ? ' tinted' : ''}`}
      data-cell={`${unit}:${cell.component}`}
      tabIndex={reachable ? 0 : -1}
      title={tooltip(cell, words)}
    >
      <b className={`glyph rated-${state}`}>{figureOf(cell, state, words)}</b>
      <span className="word">
        {t(`rating.${state}`)}
        {cell.state === 'scored' && state !== 'no-data' && state !== 'unrated' && (
          <Arrow cell={cell} words={words} />
        )}
      </span>
    </Link>
  );
});

function figureOf(cell: HeatCell, state: CellState, { number, percent }: Words): string {
  if (cell.value !== undefined && state !== 'no-data') return number(cell.value, 1);
  return state === 'insufficient' ? percent(100 * cell.coverage, 0) : '–';
}

function Arrow({ cell, words }: { cell: HeatCell; words: Words }) {
  if (cell.verdict !== 'improving' && cell.verdict !== 'worsening') return null;
  return (
    <i className={`arrow ${cell.verdict} ${cell.strength}`}>
      <span className="hidden-text">, {words.t(`trend.${cell.verdict}`)}</span>
    </i>
  );
}

function tooltip(cell: HeatCell, { t, number, percent, change, instant }: Words): string {
  const reason = cell.ratingReason && t(`reason.${cell.ratingReason}`, '');
  return [
    cell.component,
    reason,
    cell.planned !== undefined && t('heat.planned', { planned: number(cell.planned, 1) }),
    cell.change !== undefined && t('heat.change', { change: change(cell.change, 1) }),
    t('heat.coverage', { coverage: percent(100 * cell.coverage, 0) }),
    `${t(`trend.${cell.verdict}`)}${cell.strength === 'none' ? '' : ` (${t(`strength.${cell.strength}`)})`}`,
    t('context.updated', { at: instant(cell.knownFrom) }),
    cell.demo && t('demo.tag'),
  ]
    .filter(Boolean)
    .join(' · ');
}
