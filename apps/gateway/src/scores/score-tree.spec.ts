import fc from 'fast-check';
import { type ScorePart } from '#contracts';
import { movedBetween, treeOf, type TreeFacts } from './score-tree.js';
import { type ScoreWithParts } from './score.query.js';

const nameOf = (code: string) => ({ nameVi: code, nameEn: code });

const aPart = (code: string, contribution: number): ScorePart => ({
  code,
  kind: 'component',
  state: 'present',
  score: contribution,
  contribution,
});

const aScore = (period: string, parts: ScorePart[], over: Partial<ScoreWithParts> = {}): ScoreWithParts => ({
  unit: 'TN',
  index: 'PCI',
  component: 'PCI.TOTAL',
  period,
  periodRule: 'SURVEY_YEAR',
  edition: 'PCI-2013',
  level: 'index',
  state: 'scored',
  value: parts.reduce((sum, part) => sum + (part.contribution ?? 0), 0),
  coverage: 1,
  version: 1,
  catalogueVersion: 1,
  cause: 'backfill',
  knownFrom: '2017-03-14T05:00:00.000Z',
  parts,
  ...over,
});

describe('what moved between two periods', () => {
  it('is the difference of the contributions, largest first', () => {
    const before = aScore('2016', [aPart('PCI.01', 10), aPart('PCI.02', 5)]);
    const now = aScore('2019', [aPart('PCI.01', 9), aPart('PCI.02', 9)]);
    const moved = movedBetween(before, now, nameOf);
    expect(moved).toMatchObject({ fromPeriod: '2016', fromValue: 15, change: 3, comparable: true });
    expect(moved.parts.map(({ code, change }) => [code, change])).toEqual([
      ['PCI.02', 4],
      ['PCI.01', -1],
    ]);
  });

  it('adds up to the change to 1e-9, with parts that come and go', () => {
    const contribution = fc.double({ min: 0, max: 30, noNaN: true });
    const parts = fc
      .uniqueArray(fc.integer({ min: 1, max: 10 }), { minLength: 1 })
      .chain((codes) =>
        fc.tuple(...codes.map((code) => contribution.map((value) => aPart(`PCI.${code}`, value)))),
      );
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const moved = movedBetween(aScore('2016', a), aScore('2017', b), nameOf);
        const sum = moved.parts.reduce((total, part) => total + part.change, 0);
        expect(Math.abs(sum - moved.change!)).toBeLessThan(1e-9);
      }),
    );
  });

  it('has no parts across a change of edition', () => {
    const before = aScore('2021', [aPart('PCI.01', 10)]);
    const now = aScore('2022', [aPart('PCI.01', 11)], { edition: 'PCI-2022' });
    expect(movedBetween(before, now, nameOf)).toMatchObject({ comparable: false, parts: [], change: 1 });
  });

  it('names what published inputs, being rounded, leave over', () => {
    const before = aScore('2018', [aPart('PCI.01', 10)]);
    const now = aScore('2019', [aPart('PCI.01', 11)], { value: 11.02 });
    expect(movedBetween(before, now, nameOf).rest).toBeCloseTo(0.02, 9);
  });
});

describe('a score tree', () => {
  it('goes down to the observation through the scores of the components', () => {
    const input = {
      observation: 'o-1',
      indicator: 'SVC.ONTIME',
      unit: 'STNMT',
      period: '2024-03',
      revision: 1,
      value: 96,
      recordedAt: '2024-03-22T03:15:00.000Z',
      demo: true,
    };
    const leaf: ScorePart = {
      code: 'SVC.ONTIME',
      kind: 'indicator',
      state: 'present',
      value: 96,
      inputs: [input],
    };
    const facts: TreeFacts = {
      scores: new Map([['PAPI.5', aScore('2024-03', [leaf], { component: 'PAPI.5', demo: true })]]),
      nameOf,
      unitOfMeasureOf: () => '%',
      ratingOf: (code) => (code === 'SVC.ONTIME' ? 'red' : undefined),
    };
    expect(treeOf([aPart('PAPI.5', 8)], facts)).toEqual([
      {
        ...aPart('PAPI.5', 8),
        ...nameOf('PAPI.5'),
        demo: true,
        children: [{ ...leaf, ...nameOf('SVC.ONTIME'), unitOfMeasure: '%', rating: 'red', demo: true }],
      },
    ]);
  });
});
