import { imputeColumn } from './impute.js';
import { treatColumn } from './treat.js';

const groups = ['a', 'a', 'a', 'b', 'c'];
const column = [1, undefined, 4, undefined, 7];

describe('imputation', () => {
  it('fills from the group and makes up nothing where the group is empty', () => {
    expect(imputeColumn(column, 'group-mean', groups)).toEqual({
      values: [1, 2.5, 4, undefined, 7],
      imputed: [1],
    });
    expect(
      imputeColumn([1, undefined, 4, 10, undefined], 'group-median', ['a', 'a', 'a', 'a', 'b']).values,
    ).toEqual([1, 4, 4, 10, undefined]);
  });

  it('takes the whole column as one group where none is given', () => {
    expect(imputeColumn(column, 'group-mean').values[1]).toBe(4);
    expect(imputeColumn(column, 'group-median').values[3]).toBe(4);
  });

  it('carries forward the same unit only', () => {
    expect(imputeColumn(column, 'carry-forward', [], [9, 9, 9, undefined, 9])).toEqual({
      values: [1, 9, 4, undefined, 7],
      imputed: [1],
    });
  });

  it('fills nothing when asked for none', () => {
    expect(imputeColumn(column, 'none', groups)).toEqual({ values: column, imputed: [] });
  });
});

describe('treatment of outliers', () => {
  const skewed = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, undefined, 1000];

  it('leaves a tame column alone', () => {
    expect(treatColumn([1, 2, 3, 4, 9], 'winsorise', 'x')).toEqual({
      values: [1, 2, 3, 4, 9],
      applied: 'none',
      winsorised: 0,
    });
  });

  it('pulls in the low end of a column that leans low, and keeps gaps', () => {
    const low = skewed.map((value) => (value === undefined ? undefined : -value));
    expect(treatColumn(low, 'winsorise', 'x')).toMatchObject({ applied: 'winsorised', winsorised: 1 });
    expect(treatColumn(low, 'winsorise', 'x').values.slice(-2)).toEqual([undefined, -10]);
  });

  it('takes the logarithm of the original where winsorising is not enough', () => {
    const limits = { maximum: 0, skewness: 2, kurtosis: 3.5 };
    const treated = treatColumn(skewed, 'winsorise-or-log', 'x', limits);
    expect(treated.applied).toBe('log');
    expect(treated.values[0]).toBeCloseTo(Math.log(9.99), 12);
  });

  it('refuses logarithms of values that are not positive, and constant columns', () => {
    expect(() => treatColumn([0, 1], 'log', 'x')).toThrow('value.not-positive');
    expect(() => treatColumn([1, 1], 'winsorise', 'x')).toThrow('column.constant');
    expect(() => treatColumn([undefined], 'log', 'x')).toThrow('column.all-missing');
  });
});
