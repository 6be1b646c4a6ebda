import { periodOf } from '#periods';
import { candidatePeriods, horizonOf } from './candidate-periods.js';

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

  it('reach exactly as far as a period may decide a score', () => {
    const horizon = horizonOf(periodOf('Q15', '2023-Q4'), 'quarter');

    expect(horizon).toBe(periodOf('Q15', '2024-Q3').lastDay);
    expect(idsOf('Q15', 'quarter', '2024-08')).toContain('2023-Q4');
    expect(idsOf('Q15', 'quarter', '2024-09')).not.toContain('2023-Q4');
  });
});
