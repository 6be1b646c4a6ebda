import { isPeriod, periodDistance, periodOf, shiftPeriod } from '#periods';

export type SeriesFrequency = 'year' | 'half' | 'quarter' | 'month' | 'week' | 'day';

/** A period as a place in time: numbers of one frequency run without a gap. */
export interface PeriodPlace {
  readonly frequency: SeriesFrequency;
  readonly index: number;
}

/** Rules that number the forms of a period id, each from its own first period; years are their own numbers. */
const ORIGINS: Readonly<Record<Exclude<SeriesFrequency, 'year'>, { rule: string; from: string }>> = {
  half: { rule: 'H15', from: '2000-H1' },
  quarter: { rule: 'Q15', from: '2000-Q1' },
  month: { rule: 'CAL_M', from: '2000-01' },
  week: { rule: 'WEEK_ISO', from: '2000-W01' },
  day: { rule: 'CAL_DAY', from: '2000-01-01' },
};
/** History may begin before the years of the catalogue's rules. */
const YEAR = /^\d{4}$/;

/** Length and fifth to sixth letters tell the forms apart. */
function frequencyOfId(id: string): SeriesFrequency {
  if (id.length === 4) return 'year';
  if (id.length === 10) return 'day';
  if (id[5] === 'H') return 'half';
  if (id[5] === 'Q') return 'quarter';
  return id[5] === 'W' ? 'week' : 'month';
}

/** Where a period id lies in time; undefined where it is none. */
export function placeOfPeriod(id: string): PeriodPlace | undefined {
  const frequency = frequencyOfId(id);
  if (frequency === 'year') return YEAR.test(id) ? { frequency, index: Number(id) } : undefined;
  const { rule, from } = ORIGINS[frequency];
  if (!isPeriod(rule, id)) return undefined;
  return { frequency, index: periodDistance(periodOf(rule, from), periodOf(rule, id)) };
}

/** The id of a place in time. */
export function periodAt({ frequency, index }: PeriodPlace): string {
  if (frequency === 'year') return String(index).padStart(4, '0');
  const { rule, from } = ORIGINS[frequency];
  return shiftPeriod(periodOf(rule, from), index).id;
}
