import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import {
  type CalendarDay,
  dayOf,
  dueOf,
  type DueRule,
  instantOf,
  periodOf,
  WorkingCalendar,
} from './index.js';

type Row = Record<string, string>;
const table = (name: string): Row[] => parse(readFileSync(`deploy/seed/data/${name}.csv`), { columns: true });

const calendar = new WorkingCalendar(table('calendar') as unknown as CalendarDay[]);
const rules = new Map(
  table('due_rules').map((row): [string, DueRule] => [
    row['code']!,
    {
      anchor: row['anchor'] as DueRule['anchor'],
      offset: Number(row['offset']),
      unit: row['unit'] as DueRule['unit'],
      hour: row['hour'] ? Number(row['hour']) : undefined,
      graceWorkingDays: Number(row['grace_working_days']),
    },
  ]),
);

describe('the due time of a report', () => {
  // The pairs of day and hour are those that data/check.py computes on its own.
  it.each([
    ['PE_3WD', '2021-03-14', '2021-03-17', 17],
    ['PE_3WD', '2021-04-28', '2021-05-05', 17],
    ['PE_1WD', '2024-04-26', '2024-05-02', 17],
    ['PE_1WD', '2024-05-03', '2024-05-04', 17],
    ['PE_M11', '2021-12-31', '2021-01-31', 17],
    ['PE_1D07', '2021-03-15', '2021-03-16', 7],
    ['PE_1H', '2021-03-15', '2021-03-16', 1],
    ['PUB_3WD', '2021-04-15', '2021-04-20', 17],
  ])('%s counted from %s is %s at %s:00', (rule, anchor, day, hour) => {
    const due = dueOf(rules.get(rule)!, { lastDay: anchor }, calendar, anchor);
    expect(due?.dueAt).toBe(instantOf(day, hour));
  });

  it('ends its grace the rule’s working days later at the same hour', () => {
    const due = dueOf(rules.get('PE_3WD')!, periodOf('M15', '2021-04'), calendar);
    expect(due).toEqual({ dueAt: '2021-04-19T10:00:00.000Z', graceEndsAt: '2021-04-22T10:00:00.000Z' });
  });

  it('does not exist where the day of publication is not known', () => {
    expect(dueOf(rules.get('PUB_3WD')!, periodOf('SURVEY_YEAR', '2022'), calendar)).toBeUndefined();
  });
});

describe('the working calendar', () => {
  it.each(table('calendar'))('takes $date as $kind', ({ date, kind }) => {
    expect(calendar.isWorkingDay(date!)).toBe(kind === 'work');
  });

  it('takes weekends as off and other days as worked where it says nothing', () => {
    expect(calendar.isWorkingDay('2030-06-07')).toBe(true);
    expect(calendar.isWorkingDay('2030-06-08')).toBe(false);
  });

  it('counts working days forwards and backwards', () => {
    expect(calendar.addWorkingDays('2024-05-02', -1)).toBe('2024-04-26');
    expect(calendar.nextWorkingDay('2024-04-27')).toBe('2024-05-02');
    expect(calendar.workingDaysBetween('2024-04-26', '2024-05-04')).toBe(3);
    expect(calendar.workingDaysBetween('2024-05-04', '2024-04-26')).toBe(-3);
  });
});

describe('an instant', () => {
  it('is seven hours behind local time', () => {
    expect(instantOf('2021-03-01')).toBe('2021-02-28T17:00:00.000Z');
    expect(instantOf('2021-03-01', 24)).toBe('2021-03-01T17:00:00.000Z');
    expect(instantOf('2021-03-01', 17, 30)).toBe('2021-03-01T10:30:00.000Z');
  });

  it('falls on the local day', () => {
    expect(dayOf('2021-02-28T16:59:59.999Z')).toBe('2021-02-28');
    expect(dayOf('2021-02-28T17:00:00.000Z')).toBe('2021-03-01');
  });
});
