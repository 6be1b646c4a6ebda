import { monthSpan } from './period-span.js';

const month = (year: number, of: number) => year * 12 + of - 1;

describe('the months that a period id names', () => {
  it.each([
    ['2024', 1, 12],
    ['2024-H1', 1, 6],
    ['2024-H2', 7, 12],
    ['2024-Q3', 7, 9],
    ['2024-03', 3, 3],
    ['2024-03-31', 3, 3],
    ['2024-W01', 1, 1],
    ['2024-W05', 2, 2],
    ['2024-W52', 12, 12],
  ])('%s runs from month %i to month %i', (period, first, last) => {
    expect(monthSpan(period)).toEqual({ first: month(2024, first), last: month(2024, last) });
  });

  it('puts a week in the month of its Thursday, across the turn of a year too', () => {
    expect(monthSpan('2020-W53')).toEqual({ first: month(2020, 12), last: month(2020, 12) });
    expect(monthSpan('2026-W01')).toEqual({ first: month(2026, 1), last: month(2026, 1) });
    expect(monthSpan('2019-W01')).toEqual({ first: month(2019, 1), last: month(2019, 1) });
  });

  it.each(['', '24', '2024-13', '2024-00', '2024-Q5', '2024-H3', 'March', '2024/03'])(
    'refuses "%s"',
    (text) => {
      expect(() => monthSpan(text)).toThrow('period.invalid');
    },
  );
});
