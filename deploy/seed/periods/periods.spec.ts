import { dueOf, instantOf, periodsBetween, WorkingCalendar, type DueRule } from '#periods';
import { readTable } from '../tables.mjs';
import { dueTime, readDueRules, workingCalendar } from './due.mjs';
import { localTime } from './days.mjs';
import { periodsEndingIn } from './period.mjs';

const rules = readTable('period_rules', [
  'code',
  'cut',
  'example_id',
  'example_first_day',
  'example_last_day',
]);
const dueRules = readTable('due_rules', ['code', 'anchor', 'offset', 'unit', 'hour', 'grace_working_days']);

describe('the periods of the loader, which runs before anything is built', () => {
  it.each(rules)(
    'cut $code as its example says',
    ({ cut, example_id, example_first_day, example_last_day }) => {
      const found = periodsEndingIn(cut, example_first_day, example_last_day).filter(
        ({ id }) => id === example_id,
      );
      expect(found).toEqual([{ id: example_id, first: example_first_day, last: example_last_day }]);
    },
  );

  it.each(rules)('cut $code as the services do', ({ code, cut }) => {
    const ours = periodsEndingIn(cut, '2021-01-01', '2025-12-31');
    const theirs = periodsBetween(code, '2021-01-01', '2025-12-31');
    expect(ours).toEqual(theirs.map(({ id, firstDay, lastDay }) => ({ id, first: firstDay, last: lastDay })));
  });

  it('fall due when the services say so', () => {
    const days = readTable('calendar', ['date', 'kind']).map(({ date, kind }) => ({
      date,
      kind: kind === 'off' ? ('off' as const) : ('work' as const),
    }));
    const theirs = new WorkingCalendar(days);
    const ours = workingCalendar();
    const known = readDueRules();
    const disagreements = dueRules
      .filter(({ anchor }) => anchor === 'period_end')
      .flatMap((row) => {
        const rule: DueRule = {
          anchor: 'period_end',
          offset: Number(row.offset),
          unit: row.unit as DueRule['unit'],
          ...(row.hour === '' ? {} : { hour: Number(row.hour) }),
          graceWorkingDays: Number(row.grace_working_days),
        };
        return periodsEndingIn('day', '2024-11-01', '2025-03-31').filter(({ last }) => {
          const own = known.get(row.code);
          const due = own && new Date(dueTime(own, last, ours)).toISOString();
          return due !== dueOf(rule, { lastDay: last }, theirs)?.dueAt;
        });
      });
    expect(disagreements).toEqual([]);
  });

  it('count local time seven hours ahead of UTC', () => {
    expect(new Date(localTime('2025-02-01', 9, 30)).toISOString()).toBe('2025-02-01T02:30:00.000Z');
    expect(new Date(localTime('2025-02-01', 9)).toISOString()).toBe(instantOf('2025-02-01', 9));
  });
});
