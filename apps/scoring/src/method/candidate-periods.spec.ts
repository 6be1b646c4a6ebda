import { periodOf } from '#periods';
import { candidatePeriods, scorePeriodsDecidedBy } from './candidate-periods.js';

const idsOf = (rule: string, frequency: 'month' | 'week' | 'year' | 'quarter', score: string) =>
  candidatePeriods(rule, frequency, periodOf('M15', score)).map(({ id }) => id);

describe('Periods that may decide a value', () => {
  it('are those that end inside the score period, one that stands in, and those that may be carried', () => {
    expect(idsOf('WEEK_ISO', 'week', '2024-04')).toEqual([
      '2024-W08',
      '2024-W09',
      '2024-W10',
      '2024-W11',
      '2024-W12',
      '2024-W13',
      '2024-W14',
      '2024-W15',
    ]);
  });

  it('begin with the latest that ended before where none ends inside', () => {
    expect(idsOf('CAL_Y', 'year', '2024-04')).toEqual(['2021', '2022', '2023']);
  });

  it('decide scores up to the last one that reaches back to them', () => {
    const decided = scorePeriodsDecidedBy(periodOf('Q15', '2023-Q4'), 'quarter', 'M15');

    expect(decided.map(({ id }) => id)).toEqual([
      '2023-12',
      '2024-01',
      '2024-02',
      '2024-03',
      '2024-04',
      '2024-05',
      '2024-06',
      '2024-07',
      '2024-08',
    ]);
  });

  it('decide the score of a quarter however early in it they end', () => {
    const [first] = scorePeriodsDecidedBy(periodOf('CAL_DAY', '2024-12-20'), 'day', 'Q15');

    expect(first?.id).toBe('2025-Q1');
  });
});
