import { addDays, compareDays, type Day, weekdayOf } from './day.js';

export interface CalendarDay {
  readonly date: Day;
  readonly kind: 'off' | 'work';
}

/** Monday to Friday are worked unless the calendar says off; Saturday and Sunday only where it says work. */
export class WorkingCalendar {
  private readonly kinds: ReadonlyMap<Day, 'off' | 'work'>;
  private readonly nthAfter = new Map<string, Day>();

  constructor(days: Iterable<CalendarDay>) {
    this.kinds = new Map(Array.from(days, ({ date, kind }) => [date, kind]));
  }

  isWorkingDay(day: Day): boolean {
    const kind = this.kinds.get(day);
    return kind === undefined ? weekdayOf(day) < 6 : kind === 'work';
  }

  /** The nth working day after a day, before it where `count` is negative, the day itself for 0. */
  addWorkingDays(day: Day, count: number): Day {
    if (count === 0) return day;
    const key = `${day}${count}`;
    const known = this.nthAfter.get(key) ?? this.walk(day, count);
    this.nthAfter.set(key, known);
    return known;
  }

  /** The day itself where it is worked, else the first working day after it. */
  nextWorkingDay(day: Day): Day {
    return this.isWorkingDay(day) ? day : this.addWorkingDays(day, 1);
  }

  /** How many working days lie after `from` up to and including `to`; negative where `to` lies before `from`. */
  workingDaysBetween(from: Day, to: Day): number {
    if (compareDays(to, from) < 0) return -this.workingDaysBetween(to, from);
    let count = 0;
    for (let day = from; day !== to;) {
      day = addDays(day, 1);
      if (this.isWorkingDay(day)) count += 1;
    }
    return count;
  }

  private walk(from: Day, count: number): Day {
    const step = Math.sign(count);
    let day = from;
    for (let left = Math.abs(count); left > 0;) {
      day = addDays(day, step);
      if (this.isWorkingDay(day)) left -= 1;
    }
    return day;
  }
}
