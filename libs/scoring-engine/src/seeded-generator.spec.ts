import { power } from './power.js';
import { seededGenerator } from './seeded-generator.js';

describe('the seeded generator', () => {
  it('gives the same numbers for the same parts and others for others', () => {
    const five = (...parts: (string | number)[]) => Array.from({ length: 5 }, seededGenerator(...parts));
    expect(five('PCI-2021', '2021', 7)).toEqual(five('PCI-2021', '2021', 7));
    expect(five('PCI-2021', '2021', 8)).not.toEqual(five('PCI-2021', '2021', 7));
    expect(five('a', 'bc')).not.toEqual(five('ab', 'c'));
  });

  it('fills [0, 1) evenly, within a draw and over first numbers of draws', () => {
    const within = seededGenerator('even');
    const numbers = [
      Array.from({ length: 20_000 }, within),
      Array.from({ length: 20_000 }, (_, draw) => seededGenerator('even', draw)()),
    ];
    for (const sample of numbers) {
      const tenths = Array.from({ length: 10 }, () => 0);
      for (const number of sample) tenths[Math.floor(number * 10)]! += 1;
      const chiSquare = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
      // 99.9 % point of χ² with 9 degrees of freedom
      expect(chiSquare).toBeLessThan(27.88);
    }
  });
});

describe('the power', () => {
  it.each([
    [2, 10],
    [10, -3],
    [0.3, 0.7],
    [7, 1],
  ])('of %d to the %d is that of arithmetic', (x, y) => {
    expect(power(x, y) / x ** y).toBeCloseTo(1, 12);
  });

  it('refuses a base that is not above 0', () => {
    expect(() => power(0, 2)).toThrow('value.not-positive');
    expect(() => power(Infinity, 2)).toThrow('value.infinite');
  });
});
