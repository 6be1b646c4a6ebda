import { readOracle } from '../../../test/oracles/read-oracle.js';
import { lag1Autocorrelation, leastSquaresLine, meanOf, standardDeviation, sumOf } from './statistics.js';

interface NistCase {
  readonly set: string;
  readonly data?: readonly number[];
  readonly mean?: number;
  readonly sd?: number;
  readonly lag1_autocorr?: number;
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  readonly b0?: number;
  readonly b1?: number;
  readonly r2?: number;
}
const nist = readOracle<{ cases: readonly NistCase[] }>('scoring', 'nist_strd_open');

function caseOf(name: string): NistCase {
  return nist.cases.find(({ set }) => set === name)!;
}

/** As the file says: 1000000.2 followed by 500 pairs (1000000.1, 1000000.3). */
const numAcc3 = [1000000.2, ...Array.from({ length: 500 }, () => [1000000.1, 1000000.3]).flat()];

describe(`Numerical accuracy (${nist.source})`, () => {
  it.each([
    ['NumAcc1', caseOf('NumAcc1').data!],
    ['NumAcc3', numAcc3],
  ])('holds on %s', (name, values) => {
    const certified = caseOf(name);
    expect(meanOf(values)).toBeCloseTo(certified.mean!, 9);
    expect(Math.abs(standardDeviation(values) / certified.sd! - 1)).toBeLessThan(1e-8);
    expect(lag1Autocorrelation(values)).toBeCloseTo(certified.lag1_autocorr!, 8);
  });

  it('holds on the Norris regression', () => {
    const norris = caseOf('Norris_linear_regression');
    const line = leastSquaresLine(norris.x!, norris.y!);
    expect(line.intercept).toBeCloseTo(norris.b0!, 12);
    expect(line.slope).toBeCloseTo(norris.b1!, 13);
    expect(line.rSquared).toBeCloseTo(norris.r2!, 13);
  });
});

it('sums without losing what is small beside what is large', () => {
  expect(sumOf([1, 1e100, 1, -1e100])).toBe(2);
});

it('has no lag-1 correlation in a constant series', () => {
  expect(lag1Autocorrelation([4, 4, 4])).toBe(0);
});

it.each([
  ['a mean of nothing', () => meanOf([]), 'series.too-short'],
  ['a standard deviation of one value', () => standardDeviation([1]), 'series.too-short'],
  ['a line through points at one place', () => leastSquaresLine([1, 1], [0, 5]), 'line.vertical'],
])('refuses %s', (_, attempt, code) => {
  expect(attempt).toThrow(expect.objectContaining({ code }));
});
