import { readFileSync } from 'node:fs';
import { seededGenerator } from './seeded-generator.js';
import { sobolIndices } from './sobol.js';

const oracle = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../test/oracles/scoring/sobol_ishigami.json`, 'utf8'),
) as { S: number[]; ST: number[] };

/** f = sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ over (−π, π)³. */
function ishigami(point: readonly number[]): number {
  const [x1, x2, x3] = point.map((u) => Math.PI * (2 * u - 1));
  return Math.sin(x1!) + 7 * Math.sin(x2!) ** 2 + 0.1 * x3! ** 4 * Math.sin(x1!);
}

describe('Sobol indices, sobol_ishigami.json (closed form of Ishigami and Homma 1990)', () => {
  const indices = sobolIndices(ishigami, 3, 20_000, (draw) => seededGenerator('ishigami', draw));

  it.each([0, 1, 2])('of factor %i lie within three standard errors, which are small', (factor) => {
    const { firstOrder, total, firstOrderError, totalError } = indices[factor]!;
    expect(Math.abs(firstOrder - (oracle.S[factor] ?? 0))).toBeLessThan(3 * firstOrderError);
    expect(Math.abs(total - oracle.ST[factor]!)).toBeLessThan(3 * totalError);
    expect(Math.max(firstOrderError, totalError)).toBeLessThan(0.02);
  });

  it('are 0 for a model that does not vary', () => {
    const [only] = sobolIndices(
      () => 5,
      1,
      10,
      (draw) => seededGenerator(draw),
    );
    expect(only).toEqual({ firstOrder: 0, total: 0, firstOrderError: 0, totalError: 0 });
  });

  it('are 0 where nothing varies but the last bit', () => {
    const [only] = sobolIndices(
      ([x = 0]) => (x * 1.45 + (1 - x) * 1.45) / 1,
      1,
      50,
      (draw) => seededGenerator(draw),
    );
    expect(only).toEqual({ firstOrder: 0, total: 0, firstOrderError: 0, totalError: 0 });
  });

  it('need a factor and two draws', () => {
    expect(() => sobolIndices(ishigami, 0, 10, (draw) => seededGenerator(draw))).toThrow('data.invalid');
    expect(() => sobolIndices(ishigami, 3, 1, (draw) => seededGenerator(draw))).toThrow('data.invalid');
  });
});
