import { quantise } from './quantise.js';
import { defaultTolerance, rateLatest, ratePeriods, type RatedPoint, type RatingRule } from './rating.js';

const UP: RatingRule = { direction: 'up', tolerance: 1 };
const DOWN: RatingRule = { direction: 'down', tolerance: 1 };

/** Base 0, trajectory point 100: the value is p in percent. */
function at(value: number | undefined, change: Partial<RatedPoint> = {}): RatedPoint {
  return { period: '2021-01', base: 0, target: 100, ...(value === undefined ? {} : { value }), ...change };
}

const ratings = (rule: RatingRule, window: readonly RatedPoint[]) =>
  ratePeriods(rule, window).map((one) => one.rating);

describe('a rating', () => {
  it.each([
    [100, 'green'],
    [120, 'green'],
    [99, 'green'],
    [98.9, 'yellow'],
    [75, 'yellow'],
    [74.9, 'red'],
    [-50, 'red'],
  ])('of %d hundredths of the way is %s', (value, rating) => {
    expect(rateLatest(UP, [at(value)])).toMatchObject({ rating, progress: quantise(value / 100) });
  });

  it('is yellow while improving, however far behind', () => {
    expect(rateLatest(UP, [at(10, { improving: true })]).rating).toBe('yellow');
  });

  it.each([
    [20, 'green'],
    [10, 'green'],
    [39.9, 'yellow'],
    [70, 'red'],
  ])('where lower is better gives %d of 100 to 20 the colour %s', (value, rating) => {
    expect(rateLatest(DOWN, [{ period: 'x', base: 100, target: 20, value }]).rating).toBe(rating);
  });

  it('divides nothing where trajectory point and base are within tolerance', () => {
    const flat = { base: 100, target: 100.5 };
    expect(rateLatest(UP, [at(99.5, flat)])).toEqual({
      period: '2021-01',
      rating: 'green',
      heldAtRed: false,
    });
    expect(rateLatest(UP, [at(99.4, flat)]).rating).toBe('red');
    expect(rateLatest(UP, [at(90, { ...flat, improving: true })]).rating).toBe('yellow');
  });

  it('is never green for falling below a trajectory point that lies under the base', () => {
    const falling = { base: 100, target: 80 };
    expect(rateLatest(UP, [at(60, falling)])).toEqual({ period: '2021-01', rating: 'red', heldAtRed: false });
    expect(rateLatest(UP, [at(85, falling)]).rating).toBe('green');
  });

  it('is no-data when past due, unrated when not due, neutral or without a trajectory', () => {
    expect(rateLatest(UP, [at(undefined, { pastDue: true })]).rating).toBe('no-data');
    expect(rateLatest(UP, [at(undefined)]).rating).toBe('unrated');
    expect(rateLatest({ ...UP, direction: 'neutral' }, [at(100)]).rating).toBe('unrated');
    expect(rateLatest(UP, [{ period: 'x', value: 5 }]).rating).toBe('unrated');
    expect(rateLatest(UP, []).rating).toBe('unrated');
  });

  it('leaves red for yellow only after two periods in a row of rising progress', () => {
    expect(ratings(UP, [at(50), at(80)])).toEqual(['red', 'red']);
    expect(ratings(UP, [at(50), at(60), at(80)])).toEqual(['red', 'red', 'yellow']);
    expect(ratings(UP, [at(50), at(80), at(80), at(81), at(82)])).toEqual([
      'red',
      'red',
      'red',
      'red',
      'yellow',
    ]);
  });

  it('leaves red for green at once', () => {
    expect(ratings(UP, [at(50), at(100), at(80)])).toEqual(['red', 'green', 'yellow']);
  });

  it('stays red across a period without data', () => {
    expect(ratings(UP, [at(50), at(undefined, { pastDue: true }), at(80)])).toEqual([
      'red',
      'no-data',
      'red',
    ]);
  });

  it('counts nearness where nothing is divided', () => {
    const flat = (value: number) => at(value, { base: 100, target: 100, improving: true });
    expect(ratings(UP, [at(80, { base: 100, target: 100 }), flat(82), flat(84)])).toEqual([
      'red',
      'red',
      'yellow',
    ]);
  });

  it('takes 1 % of the goalposts as tolerance where the catalogue gives none', () => {
    expect(defaultTolerance({ lo: 20, hi: 100 })).toBe(0.8);
  });

  it('refuses an infinite value', () => {
    expect(() => rateLatest(UP, [at(Infinity)])).toThrow('value.infinite');
  });
});
