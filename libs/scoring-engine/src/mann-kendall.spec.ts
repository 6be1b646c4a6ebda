import { readOracle } from '../../../test/oracles/read-oracle.js';
import { mannKendall, seasonalMannKendall } from './mann-kendall.js';
import { exactTwoSided } from './mann-kendall-exact.js';
import { senSlope } from './sen-slope.js';
import { seasonsOf } from './trend-seasons.js';

interface Pymannkendall {
  readonly series_1d: readonly (number | null)[];
  readonly expected: {
    readonly sens_slope: { slope: number };
    readonly original_test: { p: number; z: number; tau: number; s: number; var_s: number };
    readonly seasonal_test_period12: { p: number; z: number; tau: number; s: number; var_s: number };
  };
}
interface ShortSeries {
  readonly id: string;
  readonly y: readonly number[];
  readonly S: number;
  readonly rkt_varS: number;
  readonly tau: number;
  readonly rkt_p: number;
  readonly sen_slope: number;
}

const small = readOracle<{ two_sided_p_by_n_and_absS: Record<string, Record<string, number>> }>(
  'scoring',
  'mk_exact_small_n',
);
const short = readOracle<{ cases: readonly ShortSeries[] }>('scoring', 'mk_short_r_open');
const python = readOracle<Pymannkendall>('scoring', 'pymannkendall_open');

describe(`The exact test (${small.source})`, () => {
  const rows = Object.entries(small.two_sided_p_by_n_and_absS).flatMap(([n, byScore]) =>
    Object.entries(byScore).map(([score, p]) => [Number(n), Number(score), p] as const),
  );
  it.each(rows)('gives for %i values and |S| = %i the p-value %f', (n, score, p) => {
    expect(exactTwoSided(n, score)).toBeCloseTo(p, 14);
    expect(exactTwoSided(n, -score)).toBe(exactTwoSided(n, score));
  });

  it('is used for ten values without ties and not for eleven or for ties', () => {
    const rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(mannKendall(rising)).toMatchObject({ method: 'exact', p: 2 / 3628800 });
    expect(mannKendall([...rising, 11]).method).toBe('normal');
    expect(mannKendall([...rising.slice(1), 10]).method).toBe('normal');
  });
});

describe(`The test on short series (${short.source})`, () => {
  it.each(short.cases.map((row) => [row.id, row] as const))('agrees on %s', (_, row) => {
    const test = mannKendall(row.y);
    expect(test.s).toBe(row.S);
    expect(test.varS).toBeCloseTo(row.rkt_varS, 9);
    expect(test.tau).toBeCloseTo(row.tau, 6);
    expect(test.p).toBeCloseTo(row.rkt_p, 12);
    const indexes = row.y.map((_value, at) => at);
    expect(senSlope(indexes, Float64Array.from(row.y)).slope).toBeCloseTo(row.sen_slope, 9);
  });
});

describe(`The test on 360 months with ties and gaps (${python.source})`, () => {
  const points = python.series_1d.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  const values = points.map(({ value }) => value);

  it('agrees with original_test, whose tau is S over all pairs', () => {
    const { p, z, tau, s, var_s } = python.expected.original_test;
    const test = mannKendall(values);
    expect(test.s).toBe(s);
    expect(test.varS).toBeCloseTo(var_s, 6);
    expect(test.z).toBeCloseTo(z, 12);
    expect(test.p).toBeCloseTo(p, 12);
    expect(test.s / test.pairs).toBeCloseTo(tau, 12);
  });

  it('agrees with sens_slope, which counts the gaps', () => {
    const indexes = points.map(({ index }) => index);
    const { slope } = senSlope(indexes, Float64Array.from(values));
    expect(slope).toBeCloseTo(python.expected.sens_slope.slope, 12);
  });

  it('agrees with seasonal_test, whose tau is S over all pairs of a season', () => {
    const { p, z, tau, s, var_s } = python.expected.seasonal_test_period12;
    const test = seasonalMannKendall(seasonsOf(points, 12).map((season) => season.values));
    expect(test.s).toBe(s);
    expect(test.varS).toBeCloseTo(var_s, 6);
    expect(test.z).toBeCloseTo(z, 12);
    expect(test.p).toBeCloseTo(p, 12);
    expect(test.s / test.pairs).toBeCloseTo(tau, 12);
  });

  it.each(['hamed_rao_lag3', 'yue_wang_lag1'])(
    'does not offer %s, which finds trends that are not there on short series',
    (name) => {
      expect(Object.keys(python.expected)).toContain(name);
    },
  );
});

it('gives tau-b, which counts ties out of the denominator', () => {
  expect(mannKendall([1, 1, 2, 3]).tau).toBeCloseTo(5 / Math.sqrt(6 * 5), 12);
});

it('finds no trend in a constant series', () => {
  expect(mannKendall([2, 2, 2, 2, 2])).toMatchObject({ s: 0, varS: 0, z: 0, p: 1, tau: 0 });
});

it.each([NaN, Infinity, -Infinity, 1e200])('refuses the value %d by name', (bad) => {
  expect(() => mannKendall([1, bad, 3])).toThrow(expect.objectContaining({ code: 'series.not-finite' }));
});
