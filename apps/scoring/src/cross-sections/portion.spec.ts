import { Portion } from './portion.js';

describe('The portion of cross-sections that a transaction takes', () => {
  it('shrinks to one while each says much, and grows again to what is allowed', () => {
    const portion = new Portion(24);

    const shrunk = Array.from({ length: 6 }, () => {
      portion.note(50_000);
      return portion.limit;
    });
    const grown = Array.from({ length: 6 }, () => {
      portion.note(40);
      return portion.limit;
    });

    expect(shrunk).toEqual([12, 6, 3, 1, 1, 1]);
    expect(grown).toEqual([2, 4, 8, 16, 24, 24]);
  });

  it('stays where a transaction says neither much nor little', () => {
    const portion = new Portion(6);

    portion.note(2500);

    expect(portion.limit).toBe(6);
  });
});
