import { readOracle } from '../../../test/oracles/read-oracle.js';
import { forecastOf, type ForecastMethod } from './forecast.js';

interface M3 {
  readonly horizon: number;
  readonly data: {
    readonly series: readonly { readonly history: readonly number[]; readonly actual: readonly number[] }[];
    readonly mean_smape: Readonly<Record<string, number>>;
  };
}
const yearly = readOracle<M3>('scoring', 'm3_yearly_open');
const monthly = readOracle<M3>('scoring', 'm3_monthly_short_open');

function points(values: readonly number[], from = 0) {
  return values.map((value, at) => ({ index: from + at, value }));
}

function smape({ data }: M3, method: ForecastMethod, season?: number): number {
  const ofSeries = data.series.map(({ history, actual }) => {
    const settings = { method, horizon: actual.length, ...(season === undefined ? {} : { season }) };
    const { mean } = forecastOf(points(history), settings);
    const sizes = mean.map((f, h) => (200 * Math.abs(f - actual[h]!)) / (Math.abs(f) + Math.abs(actual[h]!)));
    return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  });
  return ofSeries.reduce((sum, size) => sum + size, 0) / ofSeries.length;
}

describe(`Accuracy on short yearly series, as a bar (${yearly.source})`, () => {
  it.each([
    ['ses', 'SINGLE'],
    ['holt', 'HOLT'],
    ['theta', 'THETA'],
    ['drift', 'NAIVE2'],
  ] as const)('%s misses by no more than the published %s', (method, published) => {
    expect(smape(yearly, method)).toBeLessThanOrEqual(yearly.data.mean_smape[published]!);
  });

  it('damped misses by at most 1 % more than the published DAMPEN', () => {
    expect(smape(yearly, 'damped')).toBeLessThanOrEqual(yearly.data.mean_smape['DAMPEN']! * 1.01);
  });
});

describe(`Accuracy on short monthly series, as a bar (${monthly.source})`, () => {
  it.each([
    ['damped', 'DAMPEN', 1],
    ['theta', 'THETA', 1.001],
    ['mean-of-three', 'COMB S-H-D', 1.01],
    ['mean-of-three', 'SINGLE', 1],
  ] as const)('%s misses by no more than the published %s, times %f', (method, published, margin) => {
    expect(smape(monthly, method, 12)).toBeLessThanOrEqual(monthly.data.mean_smape[published]! * margin);
  });
});

describe('A forecast', () => {
  const months = Array.from(
    { length: 48 },
    (_, at) => 100 + at / 5 + [0, 9, 3, -8, -2, 5, 7, -9, 1, 4, -6, -4][at % 12]!,
  );

  it("shrinks a yearly score by 30 % towards the year's mean", () => {
    const { mean, method, parameters } = forecastOf(points([50, 60]), { method: 'auto', horizon: 2 }, 70);
    expect(mean).toEqual([0.7 * 56 + 0.3 * 70, 0.7 * 56 + 0.3 * 70]);
    expect({ method, parameters }).toEqual({
      method: 'shrunken-ses',
      parameters: { alpha: 0.6, shrinkage: 0.3 },
    });
  });

  it('repeats the season of a monthly series', () => {
    const { mean, method } = forecastOf(points(months), { method: 'auto', horizon: 12, season: 12 });
    expect(method).toBe('mean-of-three');
    const expected = months.slice(-12).map((value) => value + 2.4);
    mean.forEach((value, h) => expect(Math.abs(value - expected[h]!)).toBeLessThan(4));
    expect(Math.max(...mean) - Math.min(...mean)).toBeGreaterThan(15);
  });

  it('takes the same month of last year for the seasonal naive method', () => {
    const { mean } = forecastOf(points(months), { method: 'snaive', horizon: 14, season: 12 });
    expect(mean).toEqual([...months.slice(-12), ...months.slice(-12, -10)]);
  });

  it('uses simple smoothing where there are too few points to fit anything', () => {
    const { mean, method } = forecastOf(points([4, 9, 4]), { method: 'theta', horizon: 2 });
    expect(method).toBe('ses');
    expect(mean[0]).toBeCloseTo(5.2, 12);
    expect(forecastOf(points([4]), { method: 'damped', horizon: 1 }).mean).toEqual([4]);
  });

  it('bridges a missing month by the straight line between its neighbours', () => {
    const whole = points([1, 2, 3, 4, 5, 6, 7, 8]);
    const holed = whole.filter(({ index }) => index !== 4);
    const settings = { method: 'holt', horizon: 3 } as const;
    expect(forecastOf(holed, settings)).toEqual(forecastOf(whole, settings));
  });

  it('names the parameters that its method has', () => {
    const of = (method: ForecastMethod) =>
      Object.keys(forecastOf(points(months), { method, horizon: 1, season: 12 }).parameters).sort();
    expect(of('ses')).toEqual(['alpha']);
    expect(of('holt')).toEqual(['alpha', 'beta']);
    expect(of('damped')).toEqual(['alpha', 'beta', 'phi']);
  });

  it('stays finite on constant series and on zeros', () => {
    for (const method of ['ses', 'holt', 'damped', 'theta', 'drift', 'snaive', 'mean-of-three'] as const) {
      for (const value of [0, 7]) {
        const { mean } = forecastOf(points(Array<number>(36).fill(value)), {
          method,
          horizon: 6,
          season: 12,
        });
        mean.forEach((found) => expect(found).toBeCloseTo(value, 9));
      }
    }
  });

  it.each([
    ['an empty series', [], { horizon: 1 }, 'series.too-short'],
    ['a horizon of none', [1], { horizon: 0 }, 'setting.horizon'],
    ['a season of one', [1], { horizon: 1, season: 1 }, 'setting.season'],
  ])('refuses %s', (_, values, settings, code) => {
    const attempt = () => forecastOf(points(values), { method: 'ses', ...settings });
    expect(attempt).toThrow(expect.objectContaining({ code }));
  });
});
