import fc from 'fast-check';
import {
  AGGREGATE_METHODS,
  aggregateRow,
  rowContributions,
  type AggregatePart,
  type RowMethod,
} from './aggregate.js';
import { copelandScores } from './copeland.js';

const parts: AggregatePart[] = [
  { score: 2, weight: 1 },
  { score: 8, weight: 3 },
];
const rowMethods = AGGREGATE_METHODS.filter((method): method is RowMethod => method !== 'copeland');

describe('aggregation', () => {
  it.each([
    ['arithmetic', 6.5],
    ['geometric', (2 * 8 ** 3) ** 0.25],
    ['harmonic', 4 / (1 / 2 + 3 / 8)],
    ['minimum', 2],
    ['sum', 10],
    ['weighted-sum', 2.6],
    ['ampi', 6.5 - 6.75 / 6.5],
  ] as const)('%s of 2 (weight 1) and 8 (weight 3)', (method, expected) => {
    expect(aggregateRow(method, parts)).toBeCloseTo(expected, 12);
  });

  it('takes a power as the generalised mean of its exponent', () => {
    expect(aggregateRow('power', parts, 2)).toBeCloseTo(7, 12);
    expect(aggregateRow('power', parts, 1)).toBeCloseTo(6.5, 12);
    expect(() => aggregateRow('power', parts, 0)).toThrow('method.invalid');
  });

  it.each(['geometric', 'harmonic', 'power', 'ampi'] as const)(
    '%s refuses a score that is not above 0',
    (method) => {
      expect(() => aggregateRow(method, [{ score: 0, weight: 1 }])).toThrow('value.not-positive');
    },
  );

  it.each(rowMethods)('%s refuses to aggregate nothing', (method) => {
    expect(() => aggregateRow(method, [])).toThrow('data.invalid');
  });

  it.each(rowMethods)('%s has parts that add up to it', (method) => {
    const part = fc.record({
      score: fc.double({ min: 1, max: 10, noNaN: true }),
      weight: fc.double({ min: 0.1, max: 30, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (row) => {
        const sum = rowContributions(method, row).reduce((total, one) => total + one, 0);
        expect(sum).toBeCloseTo(aggregateRow(method, row), 8);
      }),
    );
  });
});

describe('Copeland', () => {
  it('counts units beaten less units lost to, over the criteria that both have', () => {
    expect(
      copelandScores(
        [
          [1, 2, 3],
          [3, undefined, 1],
        ],
        [1, 1],
        [true, true, true],
      ),
    ).toEqual([-1, 0, 1]);
  });

  it('leaves out units that do not take part', () => {
    expect(copelandScores([[1, 2, 3]], [1], [true, false, true])).toEqual([-1, undefined, 1]);
  });
});
