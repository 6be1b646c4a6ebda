import { isPeriod, periodOf } from '#periods';
import { chisoOn } from '../../test/chiso-on-files.js';
import { daysOf } from './days-of-period.js';

describe('Computing again on the command line', () => {
  it.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-H2', '2024-07-01', '2024-12-31'],
    ['2024-Q1', '2024-01-01', '2024-03-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2024-12', '2024-12-01', '2024-12-31'],
  ])('reads %s as %s to %s', (period, firstDay, lastDay) => {
    expect(daysOf(period)).toEqual({ firstDay, lastDay });
  });

  it('takes in the period of each rule that has the name, and not its neighbours', () => {
    for (const rule of ['M15', 'M21', 'CAL_M', 'Q15', 'H15', 'Y15', 'CAL_Y', 'SURVEY_YEAR'])
      for (const name of ['2024', '2024-H1', '2024-Q3', '2024-03'].filter((each) => isPeriod(rule, each))) {
        const { lastDay } = periodOf(rule, name);
        const days = daysOf(name)!;
        expect(days.firstDay <= lastDay && lastDay <= days.lastDay).toBe(true);
      }
  });

  it.each(['2024-13', '24', '2024-W07', 'soon'])('refuses %s', async (period) => {
    expect(daysOf(period)).toBeUndefined();
    const { exitCode, problems } = await chisoOn(['recompute', '--from', period]);
    expect([exitCode, problems[0]]).toEqual([2, expect.stringContaining('2024-Q1')]);
  });

  it('refuses a beginning after the end before it looks for the system', async () => {
    const { exitCode, problems } = await chisoOn(['recompute', '--from', '2022', '--to', '2021']);
    expect([exitCode, problems]).toEqual([2, ['error: --from comes after --to']]);
  });
});
