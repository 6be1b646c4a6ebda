import { readFileSync } from 'node:fs';
import { aggregateRow, type AggregatePart } from './aggregate.js';
import { copelandScores, outrankingMatrix } from './copeland.js';
import { goalpostScore } from './goalpost-score.js';
import { normaliseColumn } from './normalise.js';
import { treatColumn } from './treat.js';

interface MeanCase {
  readonly x: readonly number[];
  readonly w?: readonly number[];
  readonly p?: number;
  readonly expect: number | 'error';
}

interface SmallOracle {
  readonly cases: {
    readonly gmean: readonly MeanCase[];
    readonly hmean: readonly MeanCase[];
    readonly genmean: readonly MeanCase[];
    readonly goalposts: readonly { x: number; lo: number; hi: number; dir: 1 | -1; expect: number }[];
    readonly dist2targ: readonly {
      x: readonly number[];
      target: number;
      dir: 1 | -1;
      cap: boolean;
      expect: readonly number[];
    }[];
    readonly outrank: {
      units_by_indicator: Record<string, number[]>;
      matrix_some: Record<string, number>;
      nDominant: number;
      fracDominant: number;
    };
    readonly winsorise: { x: readonly number[]; expect_last: number };
  };
}

const { cases } = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../test/oracles/scoring/coinr_functions_small.json`, 'utf8'),
) as SmallOracle;

const partsOf = ({ x, w }: MeanCase): AggregatePart[] =>
  x.map((score, at) => ({ score, weight: w?.[at] ?? 1 }));
const direction = (dir: 1 | -1) => (dir === 1 ? 'up' : 'down');

const means = [
  ...cases.gmean.map((one) => ['geometric', one] as const),
  ...cases.hmean.map((one) => ['harmonic', one] as const),
  ...cases.genmean.map((one) => ['power', one] as const),
];

describe('coinr_functions_small.json (COINr testthat: aggregate, normalise, treat); CAGR does not apply, no growth rates here', () => {
  it.each(means.filter(([, one]) => one.expect !== 'error'))('%s mean of %j', (method, one) => {
    expect(aggregateRow(method, partsOf(one), one.p)).toBeCloseTo(Number(one.expect), 12);
  });

  it.each(means.filter(([, one]) => one.expect === 'error'))('%s mean refuses %j', (method, one) => {
    expect(() => aggregateRow(method, partsOf(one), one.p)).toThrow('value.not-positive');
  });

  it.each(cases.goalposts)('goalposts of %j, ours on 1–10', ({ x, lo, hi, dir, expect: share }) => {
    expect(goalpostScore(x, { lo, hi }, direction(dir)).score).toBeCloseTo(1 + 9 * share, 12);
    expect(
      normaliseColumn(
        [x],
        {
          method: 'goalposts',
          scale: [0, 1],
          direction: direction(dir),
          goalposts: dir === 1 ? [lo, hi] : [hi, lo],
        },
        'x',
      )[0],
    ).toBeCloseTo(share, 12);
  });

  it.each(cases.dist2targ)('distance to target of %j', ({ x, target, dir, cap, expect: shares }) => {
    const actual = normaliseColumn(
      x,
      { method: 'distance-to-target', scale: [0, 1], direction: direction(dir), target },
      'x',
    );
    shares.forEach((share, at) => expect(cap ? Math.min(1, actual[at]!) : actual[at]).toBeCloseTo(share, 12));
  });

  it('outranks as there', () => {
    const columns = Object.values(cases.outrank.units_by_indicator);
    const matrix = outrankingMatrix(
      columns,
      columns.map(() => 1),
    );
    for (const [place, share] of Object.entries(cases.outrank.matrix_some)) {
      const [i, j] = JSON.parse(place) as [number, number];
      expect(matrix[i - 1]![j - 1]).toBeCloseTo(share, 9);
    }
    const dominant = matrix.flat().filter((share) => share === 1).length;
    expect(dominant).toBe(cases.outrank.nDominant);
    expect(dominant / 6).toBe(cases.outrank.fracDominant);
    expect(copelandScores(columns, [1, 1, 1], [true, true, true, true])).toEqual([-1, 1, -3, 3]);
  });

  it('winsorises as there', () => {
    expect(treatColumn(cases.winsorise.x, 'winsorise', 'x').values.at(-1)).toBe(cases.winsorise.expect_last);
  });
});
