import { withMissingYears } from './with-missing-years.js';

describe('years of an index', () => {
  it('keeps a place for each year that was not published to us', () => {
    const years = withMissingYears([
      { year: 2016, published: 61.82 },
      { year: 2019, published: 67.71 },
    ]);
    expect(years.map((point) => point.published)).toEqual([61.82, undefined, undefined, 67.71]);
  });

  it('invents no year where there is none', () => {
    expect(withMissingYears([])).toEqual([]);
  });
});
