import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { AGGREGATE_METHODS } from './aggregate.js';
import { computeComposite } from './composite.js';
import { parseMethodDocument } from './method-document-parse.js';
import type { CompositeData } from './method-normalised.js';

function aMethod(
  change: object = {},
  children: object[] = [
    { code: 'A', weight: 1, direction: 'up' },
    { code: 'B', weight: 3, direction: 'up' },
  ],
) {
  return parseMethodDocument({
    index: 'X',
    edition: 'X-1',
    normalise: { method: 'none', scale: [0, 1] },
    minimumCoverage: 0.7,
    tree: { code: 'X', level: 0, aggregate: 'arithmetic', children },
    ...change,
  });
}

function someData(
  columns: Record<string, (number | undefined)[]>,
  change: Partial<CompositeData> = {},
): CompositeData {
  const units = (Object.values(columns)[0] ?? []).map((_, at) => `u${at}`);
  return { units, columns: new Map(Object.entries(columns)), ...change };
}

describe('a composite index', () => {
  it('gives every node of every unit with value, rank, coverage and contributions', () => {
    expect(computeComposite(aMethod(), someData({ A: [2, 6], B: [4, 8] })).slice(0, 3)).toEqual([
      {
        unit: 'u0',
        code: 'X',
        level: 0,
        value: 3.5,
        rank: 2,
        coverage: 1,
        contributions: [
          { code: 'A', weight: 0.25, score: 2, contribution: 0.5 },
          { code: 'B', weight: 0.75, score: 4, contribution: 3 },
        ],
        imputed: false,
      },
      { unit: 'u0', code: 'A', level: 1, value: 2, rank: 2, coverage: 1, contributions: [], imputed: false },
      { unit: 'u0', code: 'B', level: 1, value: 4, rank: 2, coverage: 1, contributions: [], imputed: false },
    ]);
  });

  it('has a value over the children that are present, from the minimum coverage on', () => {
    const rows = computeComposite(aMethod(), someData({ A: [undefined, 6, 5], B: [4, undefined, 8] })).filter(
      (row) => row.level === 0,
    );
    expect(rows.map((row) => [row.value, row.coverage, row.rank])).toEqual([
      [4, 0.75, 2],
      [undefined, 0.25, undefined],
      [7.25, 1, 1],
    ]);
  });

  it('adds up only where every child is there', () => {
    const sum = aMethod({
      minimumCoverage: 0,
      tree: {
        code: 'X',
        aggregate: 'sum',
        children: [
          { code: 'A', weight: 1, direction: 'up' },
          { code: 'B', weight: 1, direction: 'up' },
        ],
      },
    });
    const rows = computeComposite(sum, someData({ A: [undefined, 6], B: [4, 8] })).filter(
      (row) => row.level === 0,
    );
    expect(rows.map((row) => row.value)).toEqual([undefined, 14]);
  });

  it('flags imputed values and counts them in the coverage', () => {
    const method = aMethod({ impute: { method: 'group-mean', group: 'region' } });
    const rows = computeComposite(
      method,
      someData({ A: [1, 3, undefined], B: [4, 8, 6] }, { groups: ['n', 'n', 'n'] }),
    );
    expect(
      rows.filter((row) => row.unit === 'u2').map((row) => [row.code, row.value, row.coverage, row.imputed]),
    ).toEqual([
      ['X', 5, 1, false],
      ['A', 2, 1, true],
      ['B', 6, 1, false],
    ]);
  });

  it('reproduces the human development index of hdi_open.json as a document', () => {
    const { years } = JSON.parse(
      readFileSync(`${import.meta.dirname}/../../../test/oracles/scoring/hdi_open.json`, 'utf8'),
    ) as { years: Record<string, Record<string, number>[]> };
    const rows = Object.values(years)[0]!;
    const education = {
      code: 'EDU',
      level: 1,
      weight: 1,
      aggregate: 'arithmetic',
      children: [
        { code: 'eys', weight: 1, direction: 'up', goalposts: [0, 18] },
        { code: 'mys', weight: 1, direction: 'up', goalposts: [0, 15] },
      ],
    };
    const document = aMethod({
      normalise: { method: 'goalposts', scale: [0, 1] },
      tree: {
        code: 'HDI',
        aggregate: 'geometric',
        children: [
          { code: 'le', weight: 1, direction: 'up', goalposts: [20, 85] },
          education,
          { code: 'gnipc', weight: 1, direction: 'up', goalposts: [100, 75000], treat: 'log' },
        ],
      },
    });
    const column = (name: string) => rows.map((row) => row[name]);
    const result = computeComposite(
      document,
      someData({ le: column('le'), eys: column('eys'), mys: column('mys'), gnipc: column('gnipc') }),
    ).filter((row) => row.level === 0);
    expect(
      result.filter((row, at) => Math.abs(row.value! - rows[at]!['hdi_published']!) > 0.0005 + 1e-9),
    ).toEqual([]);
    expect(result.length).toBeGreaterThan(150);
  });

  it.each([
    ['a column that is not there', { A: [1, 2] }, 'column.all-missing: the data have no column B'],
    ['an empty column', { A: [1, 2], B: [undefined, undefined] }, 'column.all-missing: B'],
    ['an infinite value', { A: [1, Infinity], B: [1, 2] }, 'value.infinite'],
    ['a column of another length', { A: [1, 2], B: [1] }, 'data.invalid'],
  ])('refuses %s', (_, columns, sentence) => {
    expect(() => computeComposite(aMethod(), someData(columns))).toThrow(sentence);
  });

  it('refuses a unit twice, a constant column under min–max, and data-chosen treatment with fixed ends', () => {
    expect(() =>
      computeComposite(aMethod(), { ...someData({ A: [1, 2], B: [1, 2] }), units: ['u', 'u'] }),
    ).toThrow('cell.two-values');
    expect(() =>
      computeComposite(
        aMethod({ normalise: { method: 'min-max', scale: [0, 1] } }),
        someData({ A: [1, 1], B: [1, 2] }),
      ),
    ).toThrow('column.constant: A');
    expect(() =>
      computeComposite(
        aMethod({ normalise: { method: 'goalposts', scale: [0, 1] }, treat: { method: 'winsorise-or-log' } }),
        someData({ A: [1, 2], B: [1, 2] }),
      ),
    ).toThrow('method.invalid');
  });

  it.each(AGGREGATE_METHODS.filter((method) => method !== 'copeland'))(
    'has contributions that add up to 1e-9 under %s',
    (aggregate) => {
      const value = fc.double({ min: 1, max: 10, noNaN: true });
      fc.assert(
        fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 8 }), (units) => {
          const children = ['A', 'B', 'C'].map((code, at) => ({
            code,
            weight: [20, 30, 50][at],
            direction: 'up',
          }));
          const columns = {
            A: units.map((row) => row[0]),
            B: units.map((row) => row[1]),
            C: units.map((row) => row[2]),
          };
          for (const row of computeComposite(
            aMethod({ tree: { code: 'X', aggregate, children } }),
            someData(columns),
          )) {
            if (row.level > 0) continue;
            const sum = row.contributions.reduce((total, part) => total + part.contribution, 0);
            expect(Math.abs(sum - row.value!)).toBeLessThan(1e-9);
          }
        }),
        { numRuns: 50 },
      );
    },
  );
});
