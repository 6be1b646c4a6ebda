import { normaliseColumn, type NormaliseMethod, type NormaliseRule } from './normalise.js';

function rule(method: NormaliseMethod, change: Partial<NormaliseRule> = {}): NormaliseRule {
  return { method, scale: [1, 10], direction: 'up', ...change };
}

const down = { direction: 'down' } as const;
const rounded = (values: readonly (number | undefined)[]) =>
  values.map((value) => (value === undefined ? undefined : Number(value.toFixed(6))));

describe('normalisation', () => {
  it.each([
    ['min-max', rule('min-max'), [2, 4, 6], [1, 5.5, 10]],
    ['min-max, lower is better', rule('min-max', down), [2, 4, 6], [10, 5.5, 1]],
    ['goalposts, clamped', rule('goalposts', { goalposts: [0, 10] }), [-1, 5, 12], [1, 5.5, 10]],
    [
      'goalposts from the bad to the good end',
      rule('goalposts', { ...down, goalposts: [10, 0] }),
      [0, 10],
      [10, 1],
    ],
    [
      'goalposts from low to high, lower is better',
      rule('goalposts', { ...down, goalposts: [0, 10] }),
      [0, 10],
      [10, 1],
    ],
    ['z-score', rule('z-score'), [1, 2, 3], [-1, 0, 1]],
    ['z-score, lower is better', rule('z-score', down), [1, 2, 3], [1, 0, -1]],
    [
      'distance to target',
      rule('distance-to-target', { scale: [0, 100], target: 10 }),
      [0, 5, 11],
      [0, 50, 110],
    ],
    [
      'distance to the good goalpost as target',
      rule('distance-to-target', { scale: [0, 1], goalposts: [0, 10] }),
      [0, 5],
      [0, 0.5],
    ],
    ['distance to leader', rule('distance-to-leader', { scale: [0, 100] }), [2, 4, 8], [25, 50, 100]],
    [
      'distance to leader, lower is better',
      rule('distance-to-leader', { ...down, scale: [0, 1] }),
      [2, 4, 8],
      [1, 0.5, 0.25],
    ],
    [
      'percentile rank with a tie',
      rule('percentile-rank', { scale: [0, 100] }),
      [1, 2, 2, 4, 9],
      [0, 25, 25, 75, 100],
    ],
    ['Borda', rule('borda'), [7, 1, 1, 9], [2, 0, 0, 3]],
    ['Borda, lower is better', rule('borda', down), [7, 1, 1, 9], [1, 2, 2, 0]],
    ['none', rule('none'), [3, 3], [3, 3]],
  ])('by %s', (_, how, values, expected) => {
    expect(rounded(normaliseColumn(values, how, 'x'))).toEqual(expected);
  });

  it.each(['min-max', 'z-score', 'percentile-rank', 'borda', 'distance-to-leader', 'none'] as const)(
    'by %s leaves gaps as gaps',
    (method) => {
      expect(normaliseColumn([1, undefined, 3], rule(method), 'x')[1]).toBeUndefined();
    },
  );

  it.each([
    'min-max',
    'z-score',
    'percentile-rank',
    'borda',
    'distance-to-leader',
    'distance-to-target',
  ] as const)('by %s refuses a constant column and a single value', (method) => {
    expect(() => normaliseColumn([2, 2, undefined], rule(method), 'x')).toThrow('column.constant');
    expect(() => normaliseColumn([undefined, 2], rule(method), 'x')).toThrow('column.single-value');
  });

  it.each(['goalposts', 'none', 'min-max'] as const)(
    'by %s refuses an empty column and infinite values',
    (method) => {
      const how = rule(method, { goalposts: [0, 1] });
      expect(() => normaliseColumn([undefined], how, 'x')).toThrow('column.all-missing: x');
      expect(() => normaliseColumn([1, -Infinity], how, 'x')).toThrow('value.infinite');
      expect(() => normaliseColumn([1, NaN], how, 'x')).toThrow('value.infinite');
    },
  );

  it.each([
    ['none given', rule('goalposts')],
    ['no width', rule('goalposts', { goalposts: [3, 3] })],
    ['an order against the direction', rule('goalposts', { goalposts: [10, 0] })],
  ])('refuses goalposts with %s', (_, how) => {
    expect(() => normaliseColumn([1, 2], how, 'x')).toThrow('goalposts.invalid');
  });

  it('refuses shares of a leader of values that are not positive', () => {
    expect(() => normaliseColumn([0, 2], rule('distance-to-leader'), 'x')).toThrow('value.not-positive');
  });
});
