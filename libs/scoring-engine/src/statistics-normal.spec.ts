import { exp, log } from './statistics-exp.js';
import { normalBelow, normalQuantile, twoSidedNormal } from './statistics-normal.js';

// Abramowitz & Stegun 1964, tables 26.1 and 26.2.
it.each([
  [0.5, 0.691462461274013],
  [1, 0.841344746068543],
  [1.96, 0.97500210485178],
  [3, 0.99865010196837],
  [-2, 0.022750131948179],
])('gives P(Z ≤ %f) to 14 decimals', (z, share) => {
  expect(normalBelow(z)).toBeCloseTo(share, 14);
});

it('keeps the digits of a far tail', () => {
  expect(twoSidedNormal(8) / 1.2441921148543572e-15).toBeCloseTo(1, 12);
  expect(twoSidedNormal(0)).toBe(1);
});

it.each([0.5, 0.9, 0.95, 0.975, 0.999, 0.1, 1e-9])('inverts the distribution at %f', (share) => {
  expect(normalBelow(normalQuantile(share)) / share).toBeCloseTo(1, 12);
});

it('has the quantile of the 95 % interval', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
});

it("agrees with the engine's own exp and log within two units of the last place", () => {
  for (let x = -700; x <= 700; x += 3.37) {
    expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(4.5e-16);
  }
  for (let x = 1e-300; x < 1e300; x *= 7.3) {
    expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(4.5e-16 * Math.abs(Math.log(x)));
  }
});
