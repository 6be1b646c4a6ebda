import { type DepartmentResponse, type IndicatorRow } from '#contracts';
import { Link } from 'wouter';
import { measured } from '../language/measure.js';
import { useWords } from '../language/use-words.js';
import { useLinkTo } from '../shell/view-state.js';

/** The answer in figures: how many are red, and which of them lies farthest behind its trajectory. */
export function UnitSentence({ department }: { department: DepartmentResponse }) {
  const { t } = useWords();
  const { counts, indicators } = department;
  const worst = farthestBehind(indicators);
  return (
    <p className="answer">
      <b className={counts.red > 0 ? 'red-text' : ''}>{t('overview.answer.red', { red: counts.red })}</b>
      {', '}
      {t('unit.answer.rest', { yellow: counts.yellow, green: counts.green, missing: counts.noData })}
      {worst && <Worst row={worst} />}
    </p>
  );
}

function Worst({ row }: { row: IndicatorRow }) {
  const words = useWords();
  const { t, name } = words;
  const linkTo = useLinkTo();
  if (row.value === undefined || row.planned === undefined) return null;
  return (
    <>
      {' '}
      {t('unit.answer.worst')}{' '}
      <Link href={linkTo(`/series/${row.indicator.code}/${row.forUnit}`)}>{name(row.indicator)}</Link> (
      {measured(words, row.value, row.unitOfMeasure)},{' '}
      {t('unit.planned', { planned: measured(words, row.planned, row.unitOfMeasure) })}
      {row.trend?.signal === 'signal' && `, ${t('signal.signal')}`}).
    </>
  );
}

/** Gaps have different units of measure; their size relative to the planned value can be compared. */
function farthestBehind(rows: readonly IndicatorRow[]): IndicatorRow | undefined {
  const behind = rows.filter((row) => row.rating === 'red' && (row.gap ?? 0) > 0 && (row.planned ?? 0) !== 0);
  const share = (row: IndicatorRow) => (row.gap ?? 0) / Math.abs(row.planned ?? 1);
  return behind.toSorted((a, b) => share(b) - share(a))[0];
}
