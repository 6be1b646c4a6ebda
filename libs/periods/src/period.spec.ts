import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import {
  addDays,
  lastEndedBefore,
  nextPeriod,
  PERIOD_RULES,
  periodContaining,
  periodDistance,
  PeriodError,
  periodOf,
  periodsBetween,
  previousPeriod,
} from './index.js';

type Row = Record<string, string>;
const rows: Row[] = parse(readFileSync('deploy/seed/data/period_rules.csv'), { columns: true });

describe('the periods of every rule', () => {
  it('are the rules that the catalogue names, written as it says', () => {
    expect(PERIOD_RULES.map(({ code, idForm }) => [code, idForm])).toEqual(
      rows.map((row) => [row['code'], row['id_form']]),
    );
  });

  it.each(rows)('cut $example_id of $code as the catalogue shows', (row) => {
    const period = periodOf(row['code']!, row['example_id']!);
    expect(period).toEqual({
      id: row['example_id'],
      rule: row['code'],
      firstDay: row['example_first_day'],
      lastDay: row['example_last_day'],
    });
  });

  it('follow one another without a gap or an overlap, and each contains its own days', () => {
    const ruleAndDay = fc.record({
      rule: fc.constantFrom(...PERIOD_RULES.map(({ code }) => code)),
      day: fc.integer({ min: 0, max: 60_000 }).map((number) => addDays('1950-01-01', number)),
    });
    fc.assert(
      fc.property(ruleAndDay, ({ rule, day }) => {
        const period = periodContaining(rule, day);
        expect(period.firstDay <= day && day <= period.lastDay).toBe(true);
        expect(nextPeriod(period).firstDay).toBe(addDays(period.lastDay, 1));
        expect(previousPeriod(nextPeriod(period))).toBe(period);
        expect(periodOf(rule, period.id)).toBe(period);
        expect(periodDistance(period, nextPeriod(period))).toBe(1);
      }),
    );
  });

  it('names a week by the year of its Thursday', () => {
    expect(periodContaining('WEEK_ISO', '2021-01-03').id).toBe('2020-W53');
    expect(periodOf('WEEK_ISO', '2020-W53')).toMatchObject({ firstDay: '2020-12-28', lastDay: '2021-01-03' });
    expect(nextPeriod(periodOf('WEEK_ISO', '2020-W53')).id).toBe('2021-W01');
  });

  it('lists those that end between two days', () => {
    expect(periodsBetween('M15', '2021-01-14', '2021-03-13').map(({ id }) => id)).toEqual([
      '2021-01',
      '2021-02',
    ]);
    expect(periodsBetween('Y15', '2021-01-01', '2021-12-13')).toEqual([]);
    expect(lastEndedBefore('M15', '2021-03-14').id).toBe('2021-02');
    expect(lastEndedBefore('M15', '2021-03-15').id).toBe('2021-03');
  });

  it.each([
    ['M15', '2021-13'],
    ['M15', '2021-3'],
    ['M15', '2021-Q1'],
    ['Q15', '2021-Q5'],
    ['H15', '2021-H3'],
    ['WEEK_ISO', '2021-W53'],
    ['WEEK_ISO', '2021-W00'],
    ['CAL_DAY', '2021-02-29'],
    ['CAL_Y', '21'],
    ['CAL_Y', '0021'],
    ['SURVEY_YEAR', '2021-01'],
  ])('%s has no period %s', (rule, id) => {
    expect(() => periodOf(rule, id)).toThrow(expect.objectContaining({ code: 'period.wrong-form' }) as Error);
  });

  it('refuses a rule that does not exist', () => {
    expect(() => periodOf('M17', '2021-01')).toThrow(PeriodError);
  });
});
