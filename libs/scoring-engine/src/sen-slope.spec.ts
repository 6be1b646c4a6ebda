import { readOracle } from '../../../test/oracles/read-oracle.js';
import { mannKendall } from './mann-kendall.js';
import { seasonalSenSlope, senSlope } from './sen-slope.js';
import { seasonsOf } from './trend-seasons.js';

interface Interval {
  readonly id: string;
  readonly y: readonly number[];
  readonly slope: number;
  readonly lo95: number;
  readonly hi95: number;
  readonly lo90: number;
  readonly hi90: number;
}
const scipy = readOracle<{ cases: readonly Interval[] }>('scoring', 'theil_sen_ci_open');
const shampoo = readOracle<{
  y: readonly number[];
  expected: { seasonal_sens_slope: { slope: number }; original: { slope: number } };
}>('scoring', 'mk_shampoo');

describe(`Sen's slope (${scipy.source})`, () => {
  it.each(scipy.cases.map((row) => [row.id, row] as const))('has the intervals of %s', (_, row) => {
    const values = Float64Array.from(row.y);
    const indexes = row.y.map((_value, at) => at);
    const { varS } = mannKendall(values);
    const at95 = senSlope(indexes, values, { confidence: 0.95, varS });
    const at90 = senSlope(indexes, values, { confidence: 0.9, varS });
    expect(at95.slope).toBeCloseTo(row.slope, 9);
    expect(at95.lower).toBeCloseTo(row.lo95, 9);
    expect(at95.upper).toBeCloseTo(row.hi95, 9);
    expect(at90.lower).toBeCloseTo(row.lo90, 9);
    expect(at90.upper).toBeCloseTo(row.hi90, 9);
  });
});

describe(`Sen's slope (${shampoo.source})`, () => {
  it('agrees on 36 months', () => {
    const indexes = shampoo.y.map((_, at) => at);
    expect(senSlope(indexes, Float64Array.from(shampoo.y)).slope).toBe(shampoo.expected.original.slope);
  });

  it('agrees by season', () => {
    const points = shampoo.y.map((value, index) => ({ index, value }));
    const { slope } = seasonalSenSlope(seasonsOf(points, 12));
    expect(slope).toBeCloseTo(shampoo.expected.seasonal_sens_slope.slope, 9);
  });
});

it('counts a gap as the periods that it is long', () => {
  expect(senSlope([0, 4], Float64Array.of(1, 9)).slope).toBe(2);
});

it('reaches to the extreme slopes where the confidence leaves no room beyond it', () => {
  const values = Float64Array.of(1, 3, 2, 6, 5);
  const { varS } = mannKendall(values);
  const at = (confidence: number) => senSlope([0, 1, 2, 3, 4], values, { confidence, varS });
  expect(at(1 - Number.EPSILON / 2)).toEqual(at(0.999));
});

it('refuses a single point', () => {
  expect(() => senSlope([0], Float64Array.of(1))).toThrow(expect.objectContaining({ code: 'slope.too-few' }));
});
