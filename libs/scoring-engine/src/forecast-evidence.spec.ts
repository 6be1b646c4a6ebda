import { pooledCoverage, rollingCoverage, simpleMeanAbsoluteError } from './forecast-evidence.js';
import { seededGenerator } from './seeded-generator.js';
import { normalQuantile } from './statistics-normal.js';

/** A panel whose years are exchangeable: levels of their own and independent noise. */
function exchangeablePanel(units: number, years: number, seed: number) {
  const random = seededGenerator('exchangeable', seed);
  const normal = () => normalQuantile(random() + 2 ** -34);
  return Array.from({ length: units }, (_, unit) => {
    const level = 55 + 3 * normal();
    const points = Array.from({ length: years }, (_year, index) => ({ index, value: level + 2 * normal() }));
    return { series: `unit ${unit}`, points };
  });
}

it('covers what it promises on exchangeable panels, within 3 points both ways', () => {
  const rows = [1, 2, 3, 4, 5].flatMap((seed) =>
    rollingCoverage(exchangeablePanel(63, 12, seed), { method: 'shrunken-ses' }),
  );
  const { n, share80, share95 } = pooledCoverage(rows);
  expect(n).toBe(5 * 63 * 10);
  expect(Math.abs(share80 - 0.8)).toBeLessThan(0.03);
  expect(Math.abs(share95 - 0.95)).toBeLessThan(0.03);
});

it('has no interval in a year with under twenty earlier errors, and says how many there were', () => {
  const rows = rollingCoverage(exchangeablePanel(10, 5, 1), { method: 'shrunken-ses' });
  expect(rows.map(({ earlierErrors, at80 }) => [earlierErrors, at80 !== undefined])).toEqual([
    [0, false],
    [10, false],
    [20, true],
    [30, true],
  ]);
});

it('scores an interval by its width and what lies outside', () => {
  const panel = exchangeablePanel(30, 3, 1);
  const [, row] = rollingCoverage(panel, { method: 'shrunken-ses' });
  expect(row!.at95!.score).toBeGreaterThanOrEqual(row!.at95!.width);
  expect(row!.at80!.width).toBeLessThan(row!.at95!.width);
});

it('compares with the newest value and with the straight line', () => {
  const straight = [{ series: 'a', points: [1, 2, 3, 4].map((value, index) => ({ index, value })) }];
  expect(simpleMeanAbsoluteError(straight, 'asLastPeriod', 2, 3)).toBe(1);
  expect(simpleMeanAbsoluteError(straight, 'straightLine', 2, 3)).toBeCloseTo(0, 12);
});
