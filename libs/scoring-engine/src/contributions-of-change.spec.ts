import fc from 'fast-check';
import { contributionsOfChange, type ScoredWhole } from './contributions-of-change.js';
import { apportion, contributionsTo } from './contributions.js';
import { quantise } from './quantise.js';

function aMean(scores: Readonly<Record<string, number>>): ScoredWhole {
  const entries = Object.entries(scores);
  const parts = entries.map(([code, score]) => ({ code, weight: 10 / entries.length, score }));
  const score = quantise(parts.reduce((sum, part) => sum + part.weight * part.score, 0));
  return { score, contributions: contributionsTo(score, parts) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('contributions', () => {
  it('add up exactly where rounding each alone would leave a step over', () => {
    const third = 10 / 3;
    expect(apportion(10, [third, third, third])).toEqual([3.333333334, 3.333333333, 3.333333333]);
  });

  it('add up for negative parts too', () => {
    expect(sum(apportion(-1, [-1 / 3, -1 / 3, -1 / 3]))).toBeCloseTo(-1, 12);
  });

  it('of wholes beyond the grid add up as far as numbers of that size can', () => {
    const parts = [1.1e50, 2.7e50, 3.3e50];
    const shares = apportion(7.1e50, parts);
    shares.forEach((share, at) => expect(share / parts[at]!).toBeCloseTo(1, 12));
    expect(sum(shares) / 7.1e50).toBeCloseTo(1, 12);
    expect(sum(apportion(3.2e12 + 0.5, [1.2e12, 2e12]))).toBeCloseTo(3.2e12 + 0.5, 2);
  });

  it.each([NaN, Infinity])('of %s are refused', (part) => {
    expect(() => apportion(1, [part, 1])).toThrow('value.infinite');
  });
});

describe('the contributions of a change', () => {
  it('say which part moved the whole', () => {
    expect(contributionsOfChange(aMean({ a: 5, b: 5 }), aMean({ a: 7, b: 5 }))).toEqual([
      { code: 'a', contribution: 10, fromScore: 10, fromWeight: 0 },
      { code: 'b', contribution: 0, fromScore: 0, fromWeight: 0 },
    ]);
  });

  it('count a part that leaves by how far it lay from the mean', () => {
    const change = contributionsOfChange(aMean({ a: 8, b: 2 }), aMean({ a: 8 }));
    expect(sum(change.map((part) => part.contribution))).toBe(30);
    expect(change.find((part) => part.code === 'b')).toMatchObject({ contribution: 22.5, fromScore: 0 });
  });

  it('add up to the change to 1e-9, whatever comes and goes', () => {
    const scores = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      fc.double({ min: 1, max: 10, noNaN: true }),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(scores, scores, (from, to) => {
        const [before, after] = [aMean(from), aMean(to)];
        const change = contributionsOfChange(before, after);
        expect(
          Math.abs(sum(change.map((part) => part.contribution)) - (after.score - before.score)),
        ).toBeLessThan(1e-9);
        for (const part of change)
          expect(Math.abs(part.fromScore + part.fromWeight - part.contribution)).toBeLessThan(1e-9);
      }),
    );
  });
});
