import { errorsOfOrigins, originForecasts } from './forecast-origins.js';
import { type SeriesPoint } from './statistics-series.js';

const MONTHS = { method: 'auto', horizon: 3, season: 12 } as const;
const YEARS = { method: 'auto', horizon: 2 } as const;
const NO_MEANS = new Map<number, number>();

const wavy = (count: number, from = 0): SeriesPoint[] =>
  Array.from({ length: count }, (_, at) => ({
    index: from + at,
    value: 50 + 5 * Math.sin((from + at) / 2) + ((from + at) % 5),
  }));

describe('Forecasts with a rolling origin', () => {
  it('look back on two cycles of origins, from the first whole cycle on', () => {
    const { first, means } = originForecasts(wavy(40), MONTHS, NO_MEANS);

    expect([first, means.length]).toEqual([16, 24]);
    expect(originForecasts(wavy(15), MONTHS, NO_MEANS).first).toBe(12);
  });

  it('miss by the difference to what came, as far as it has come', () => {
    const points = [10, 20, 30].map((value, index) => ({ index, value }));

    const origins = originForecasts(points, YEARS, NO_MEANS);

    expect(origins.means).toEqual([
      [10, 10],
      [0.7 * 16 + 0.3 * 20, 0.7 * 16 + 0.3 * 20],
    ]);
    expect(errorsOfOrigins('A', origins).map(({ index, step }) => [index, step])).toEqual([
      [1, 1],
      [2, 2],
      [2, 1],
    ]);
    expect(errorsOfOrigins('A', origins)[0]?.error).toBe(10);
  });

  it.each([
    ['a month is added', wavy(41)],
    ['an early value is corrected', wavy(40).with(3, { index: 3, value: 1 })],
    ['a late value is corrected', wavy(40).with(38, { index: 38, value: 1 })],
    ['the newest value is withdrawn', wavy(39)],
    ['the window moves on', wavy(40, 1)],
    ['nothing changes', wavy(40)],
  ])('are the same with and without what is held when %s', (_what, points) => {
    const held = originForecasts(wavy(40), MONTHS, NO_MEANS);

    expect(originForecasts(points, MONTHS, NO_MEANS, held)).toEqual(
      originForecasts(points, MONTHS, NO_MEANS),
    );
  });

  it('are not fitted again where the beginning is the same', () => {
    const held = originForecasts(wavy(40), MONTHS, NO_MEANS);
    const marked = { ...held, newest: { ...held.newest, mean: [1, 2, 3] } };

    expect(originForecasts(wavy(41), MONTHS, NO_MEANS, marked).means.at(-1)).toEqual([1, 2, 3]);
  });

  it('follow the mean of the year, so that nothing is taken over without a season', () => {
    const points = wavy(6);
    const held = originForecasts(points, YEARS, NO_MEANS);

    const drawn = originForecasts(points, YEARS, new Map([[5, 0]]), held);

    expect(drawn.newest.mean[0]).toBeLessThan(held.newest.mean[0]!);
  });
});
