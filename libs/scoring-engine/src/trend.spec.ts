import { readOracle } from '../../../test/oracles/read-oracle.js';
import type { SeriesPoint } from './statistics-series.js';
import { trendOf, type TrendSettings } from './trend.js';

const shampoo = readOracle<{
  y: readonly number[];
  expected: Record<string, { p: number; z: number; Tau: number; s: number; var_s: number; slope: number }>;
}>('scoring', 'mk_shampoo');

const plain: TrendSettings = { direction: 'up', confidence: 0.95, threshold: 0 };

function series(values: readonly number[], from = 0): readonly SeriesPoint[] {
  return values.map((value, at) => ({ index: from + at, value }));
}

describe(`A trend (${shampoo.source})`, () => {
  it('agrees with the original and the pre-whitened test', () => {
    const trend = trendOf(series(shampoo.y), plain);
    const { original, pre_whitening } = shampoo.expected;
    expect(trend).toMatchObject({ s: original!.s, varS: original!.var_s, slope: original!.slope });
    expect(trend.p).toBeCloseTo(original!.p, 14);
    expect(trend.tau).toBeCloseTo(original!.Tau, 12);
    expect(trend.prewhitened!.p).toBeCloseTo(pre_whitening!.p, 12);
    expect(trend.prewhitened!.slope).toBe(pre_whitening!.slope);
    expect(trend).toMatchObject({ verdict: 'improving', strength: 'robust', method: 'normal' });
  });

  it('agrees with the seasonal test, with a slope per year', () => {
    const trend = trendOf(series(shampoo.y), { ...plain, season: 12 });
    const { seasonal } = shampoo.expected;
    expect(trend).toMatchObject({ method: 'seasonal', s: seasonal!.s, slopePeriods: 12 });
    expect(trend.varS).toBeCloseTo(seasonal!.var_s, 9);
    expect(trend.p).toBeCloseTo(seasonal!.p, 12);
    expect(trend.tau).toBeCloseTo(seasonal!.Tau, 12);
    expect(trend.slope).toBeCloseTo(seasonal!.slope, 9);
  });

  it.each(['hamed_rao', 'yue_wang', 'trend_free_pre_whitening', 'correlated_seasonal'])(
    'does not offer %s, which finds trends that are not there on short series',
    (name) => {
      expect(shampoo.expected[name]).toBeDefined();
      expect(Object.keys(trendOf(series(shampoo.y), plain))).not.toContain(name);
    },
  );
});

it('uses the seasonal test from three whole cycles on', () => {
  const months = shampoo.y.slice(0, 35);
  expect(trendOf(series(months), { ...plain, season: 12 }).method).toBe('normal');
});

it('calls a falling series worsening where up is better and improving where down is', () => {
  const falling = series([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(trendOf(falling, plain).verdict).toBe('worsening');
  expect(trendOf(falling, { ...plain, direction: 'down' }).verdict).toBe('improving');
});

it('holds where the slope is within the threshold', () => {
  const rising = series([1, 2, 3, 4, 5, 6, 7]);
  expect(trendOf(rising, { ...plain, threshold: 1 })).toMatchObject({ verdict: 'holding', strength: 'none' });
  expect(trendOf(rising, { ...plain, threshold: 0.99 }).verdict).toBe('improving');
});

it('is only indicative where pre-whitening takes the evidence away', () => {
  const wandering = series([1, 2, 3, 3.2, 3.1, 4.4, 5.2, 5.1, 5.6, 5.4, 5.9, 5.8]);
  const trend = trendOf(wandering, plain);
  expect(trend.prewhitened!.p).toBeGreaterThan(0.05);
  expect(trend).toMatchObject({ verdict: 'improving', strength: 'indicative' });
});

it('states only the last change of three points, and of one point nothing', () => {
  expect(trendOf(series([1, 4, 6]), plain)).toEqual({
    n: 3,
    lastChange: 2,
    verdict: 'insufficient',
    strength: 'none',
  });
  expect(trendOf(series([1]), plain)).toEqual({ n: 1, verdict: 'insufficient', strength: 'none' });
});

it('does not care where in time the indexes start', () => {
  const late = trendOf(series(shampoo.y, 24288), { ...plain, season: 12 });
  expect(late).toEqual(trendOf(series(shampoo.y), { ...plain, season: 12 }));
});

it('finds a constant series holding', () => {
  const trend = trendOf(series([3, 3, 3, 3, 3, 3]), plain);
  expect(trend).toMatchObject({ p: 1, slope: 0, verdict: 'holding', prewhitened: { p: 1, lag1: 0 } });
});

it.each([
  [
    'two values for one period',
    [
      { index: 1, value: 1 },
      { index: 1, value: 2 },
    ],
    plain,
    'series.order',
  ],
  ['a broken index', [{ index: 0.5, value: 1 }], plain, 'series.index'],
  ['an infinite value', [{ index: 0, value: Infinity }], plain, 'series.not-finite'],
  ['a confidence of 1', [], { ...plain, confidence: 1 }, 'setting.share'],
  ['a season of one', [], { ...plain, season: 1 }, 'setting.season'],
  ['a negative threshold', [], { ...plain, threshold: -1 }, 'setting.threshold'],
] as const)('refuses %s', (_, points, settings, code) => {
  expect(() => trendOf(points, settings)).toThrow(expect.objectContaining({ code }));
});
