import { type IndicatorRow } from '#contracts';
import { type RatingRow } from '../marks/mark.query.js';
import { biggestMovers, moverOf, sameOfLastYear } from './movers.js';

const aRating = (subject: string, unit: string, period: string, value: number): RatingRow => ({
  unit,
  index: '',
  subject,
  rule: 'CAL_M',
  period,
  back: 0,
  rating: 'green',
  reason: 'on-path',
  value,
  ruleVersion: '1',
  demo: true,
  knownFrom: '2025-01-10T02:00:00.000Z',
});
const span = () => 100;
const moversOf = (pairs: readonly (readonly [RatingRow, RatingRow | undefined])[]) => {
  const old = new Map(pairs);
  const rows = pairs.map(([row]) => row);
  return biggestMovers(rows, (row) => old.get(row), span).map(({ subject, unit }) => [subject, unit]);
};

describe('the biggest movers', () => {
  it('show an indicator once, at the unit where it moved most', () => {
    const pair = (unit: string, value: number) =>
      [aRating('TASK.PLAN', unit, '2024', value), aRating('TASK.PLAN', unit, '2023', 0)] as const;
    expect(moversOf([pair('BDT', 0.4), pair('SCT', 1)])).toEqual([['TASK.PLAN', 'SCT']]);
  });

  it('are five, the largest first, and none that stood still or has nothing to compare with', () => {
    const pairs = [3, 9, 5, 1, 7, 8].map(
      (by, n) => [aRating(`I${n}`, 'SXD', '2025-01', by), aRating(`I${n}`, 'SXD', '2024-12', 0)] as const,
    );
    const still = [aRating('A', 'SXD', '2025-01', 5), aRating('A', 'SXD', '2024-12', 5)] as const;
    const first = [aRating('B', 'SXD', '2025-01', 90), undefined] as const;
    expect(moversOf([...pairs, still, first]).map(([subject]) => subject)).toEqual([
      'I1',
      'I5',
      'I4',
      'I2',
      'I0',
    ]);
  });

  it('say the change by which they were chosen, not that of the last week alone', () => {
    const row = { period: '2025-W28', value: 78, change: 0, comparedWith: '2025-W27' } as IndicatorRow;
    const rated = (period: string, value: number) => aRating('TASK.ONTIME', 'SXD', period, value);
    expect(moverOf(row, rated('2025-W28', 78), rated('2025-W24', 60))).toMatchObject({
      change: 18,
      comparedWith: '2025-W24',
    });
    expect(moverOf(row, rated('2025-W27', 78), rated('2025-W24', 60))).toBe(row);
  });

  it('compare a sum that runs through the year with the same month a year before', () => {
    const january = aRating('INV.DISB.PROV', 'SXD', '2025-01', 4);
    expect(sameOfLastYear(january, aRating('INV.DISB.PROV', 'SXD', '2024-01', 3))?.value).toBe(3);
    expect(sameOfLastYear(january, aRating('INV.DISB.PROV', 'SXD', '2023-12', 95))).toBeUndefined();
    expect(sameOfLastYear(january, undefined)).toBeUndefined();
  });
});
