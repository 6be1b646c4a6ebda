import { addDays, type Day } from '#periods';

export interface NamedDays {
  readonly firstDay: Day;
  readonly lastDay: Day;
}

const PERIOD = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/;

const dayOf = (months: number): Day =>
  `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;

/**
 * The calendar days of the months that a period is named after. Whatever rule cuts it, a period ends within them: the
 * administrative month 2024-03 on 14 March, the reporting month on 20 March.
 */
export function daysOf(period: string): NamedDays | undefined {
  const match = PERIOD.exec(period);
  if (!match) return undefined;
  const [, year, half, quarter, month] = match;
  const january = Number(year) * 12;
  const [first, count] = half
    ? [january + (Number(half) - 1) * 6, 6]
    : quarter
      ? [january + (Number(quarter) - 1) * 3, 3]
      : month
        ? [january + Number(month) - 1, 1]
        : [january, 12];
  return { firstDay: dayOf(first), lastDay: addDays(dayOf(first + count), -1) };
}
