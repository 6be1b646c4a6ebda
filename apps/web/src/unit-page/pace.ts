import { type IndicatorRow } from '#contracts';
import { type Words } from '../language/use-words.js';

/** At this pace: reached, when, not, or not known. */
export function paceInWords(row: Pick<IndicatorRow, 'pace' | 'paceReaches'>, { t, period }: Words): string {
  if (row.pace === 'on-the-way' && row.paceReaches)
    return t('pace.reaches', { period: period(row.paceReaches) });
  return t(`pace.${row.pace}`);
}
