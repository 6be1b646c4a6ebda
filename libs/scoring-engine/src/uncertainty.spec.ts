import { parseMethodDocument } from './method-document-parse.js';
import type { CompositeData } from './method-normalised.js';
import { competitionRankNumbers } from './rank-numbers.js';
import { seededGenerator } from './seeded-generator.js';
import { uncertaintyOf } from './uncertainty.js';

const CODES = Array.from({ length: 10 }, (_, at) => `C${at}`);

function aMethod(factors: object[], aggregate = 'arithmetic') {
  const children = CODES.map((code) => ({ code, weight: 10, direction: 'up' }));
  return parseMethodDocument({
    index: 'X',
    edition: 'X-1',
    normalise: { method: 'min-max', scale: [1, 10] },
    minimumCoverage: 0.7,
    tree: { code: 'X', aggregate, children },
    uncertainty: { unit: 'p5', factors },
  });
}

function provinces(count: number): CompositeData {
  const next = seededGenerator('provinces');
  const units = Array.from({ length: count }, (_, at) => `p${at}`);
  return { units, columns: new Map(CODES.map((code) => [code, units.map(() => 1 + 9 * next())])) };
}

const weights = (share: number) => CODES.map((code) => ({ factor: `weight:${code}`, share }));

describe('uncertainty of ranks', () => {
  it('is the same for the same seed and another for another', () => {
    const request = { document: aMethod(weights(0.3)), data: provinces(20), draws: 200 };
    expect(uncertaintyOf({ ...request, seed: 1 })).toEqual(uncertaintyOf({ ...request, seed: 1 }));
    expect(uncertaintyOf({ ...request, seed: 2 })).not.toEqual(uncertaintyOf({ ...request, seed: 1 }));
  });

  it('holds the rank still where hardly anything varies, and widens with the share', () => {
    const widths = [1e-9, 0.1, 0.9].map((share) => {
      const { ranks } = uncertaintyOf({
        document: aMethod(weights(share)),
        data: provinces(30),
        draws: 300,
        seed: 1,
      });
      return ranks.reduce((sum, rank) => sum + rank.rank95! - rank.rank5!, 0);
    });
    expect(widths[0]).toBe(0);
    expect(widths[2]!).toBeGreaterThan(widths[1]!);
    expect(widths[1]!).toBeGreaterThan(0);
  });

  it('never ranks a unit under the minimum coverage', () => {
    const data = provinces(5);
    const columns = new Map(
      [...data.columns].map(([code, column], at) => [
        code,
        column.map((value, unit) => (unit === 0 && at < 5 ? undefined : value)),
      ]),
    );
    const [first, second] = uncertaintyOf({
      document: {
        ...aMethod(weights(0.2)),
        uncertainty: { factors: aMethod(weights(0.2)).uncertainty!.factors },
      },
      data: { ...data, columns },
      draws: 20,
      seed: 1,
    }).ranks;
    expect(first).toEqual({ unit: 'p0' });
    expect(second!.rank95).toBeLessThanOrEqual(4);
  });

  it('gives the variance of an additive model to its first-order indices', () => {
    const { factors } = uncertaintyOf({
      document: aMethod(weights(0.2).slice(0, 3), 'weighted-sum'),
      data: provinces(20),
      draws: 4000,
      seed: 1,
    });
    const sum = (of: 'firstOrder' | 'total') => factors.reduce((total, factor) => total + factor[of], 0);
    expect(sum('firstOrder')).toBeGreaterThan(0.9);
    expect(sum('firstOrder')).toBeLessThan(1.1);
    expect(sum('total')).toBeLessThan(1.1);
    expect(factors.map((factor) => factor.factor)).toEqual(['weight:C0', 'weight:C1', 'weight:C2']);
  });

  it('draws normalisations and aggregations, Copeland among them', () => {
    const document = aMethod([
      { factor: 'normalise', methods: ['min-max', 'percentile-rank'] },
      { factor: 'aggregate', methods: ['arithmetic', 'geometric', 'copeland'] },
    ]);
    const data = { ...provinces(12) };
    const safe = { ...document, normalise: { method: 'min-max' as const, scale: [1, 10] as const } };
    const { ranks, factors } = uncertaintyOf({ document: safe, data, draws: 60, seed: 'x' });
    expect(ranks).toHaveLength(12);
    expect(factors.map((factor) => factor.factor)).toEqual(['normalise', 'aggregate']);
  });

  it('refuses a unit that is not there, no factors and no draws', () => {
    const document = aMethod(weights(0.2));
    const request = { document, data: provinces(5), draws: 10, seed: 1 };
    expect(() => uncertaintyOf(request)).toThrow('method.invalid: uncertainty.unit is "p5"');
    expect(() => uncertaintyOf({ ...request, data: provinces(9), draws: 1 })).toThrow('data.invalid');
    const { uncertainty: _, ...plain } = document;
    expect(() => uncertaintyOf({ ...request, document: plain })).toThrow('method.invalid');
  });
});

describe('competition ranks of plain numbers', () => {
  it('share a rank among equals and skip what has no value', () => {
    expect(competitionRankNumbers([5, 7, undefined, 7, 9])).toEqual([4, 2, undefined, 2, 1]);
  });
});
