import { readFileSync } from 'node:fs';
import { agreementOf } from './agreement.js';
import type { Edition, EditionNode } from './edition.js';
import { pointsScore } from './points-score.js';
import { publishedComposite } from './published-composite.js';

type GroupRow = { readonly unit: string; readonly period: string } & Readonly<Record<string, number>>;

interface Index766 {
  readonly fullFrom: Readonly<Record<string, number>>;
  readonly groups: readonly GroupRow[];
  readonly indicators: readonly {
    unit: string;
    code: string;
    numerator: number;
    denominator: number;
    points: number;
    maximum: number;
  }[];
}

const oracle = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../test/oracles/scoring/index_766.json`, 'utf8'),
) as Index766;

/** Online services come as one group or as their two halves. */
function editionOf(row: GroupRow): Edition {
  const online = row['ONLINE_SERVICE'] === undefined ? ['CLGQ', 'TTTT'] : ['ONLINE_SERVICE'];
  const groups = ['CKMB', 'TDGQ', 'MDSH', 'MDHL', ...online].map((code): EditionNode => ({
    code,
    parent: 'TOTAL',
    level: 'component',
    weight: 1,
    aggregation: 'none',
  }));
  return {
    id: 'I766',
    index: 'I766',
    validFromPeriod: '2022-06',
    nodes: [{ code: 'TOTAL', level: 'index', aggregation: 'sum' }, ...groups],
  };
}

function difference(row: GroupRow): number {
  const values = new Map(
    Object.entries(row).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
  const [total] = publishedComposite(editionOf(row), 'TOTAL', values);
  return Math.abs(total!.value! - row['TOTAL']!);
}

describe('index 766, index_766.json (dichvucong.gov.vn, through Crawler-766 @a33d7060 and @1ffdc23d)', () => {
  const isFull = (row: GroupRow) => row.period === '2026-09-17' || row.period === '2026-10-10';
  const nationwide = oracle.groups.filter(isFull);
  const others = oracle.groups.filter((row) => !isFull(row));

  it('adds its groups to every total of 17-09-2026 and 10-10-2026 exactly', () => {
    expect(nationwide.length).toBeGreaterThanOrEqual(82);
    expect(nationwide.filter((row) => difference(row) > 1e-9)).toEqual([]);
  });

  it('adds up within 0.011 elsewhere, and shows Bắc Kạn 2024-07 as not adding', () => {
    const beyond = others.filter((row) => difference(row) > 0.011);
    expect(beyond.map((row) => [row.unit, row.period, difference(row).toFixed(2)])).toEqual([
      ['Bắc Kạn', '2024-07', '0.78'],
    ]);
    expect(others.length - beyond.length).toBeGreaterThanOrEqual(8);
  });

  it.each(oracle.indicators)(
    'gives $unit the published points for $code within 0.005',
    ({ code, numerator, denominator, points, maximum }) => {
      const computed = pointsScore(numerator / denominator, maximum, oracle.fullFrom[code]);
      expect(Math.abs(computed - points)).toBeLessThanOrEqual(0.005 + 1e-9);
    },
  );

  it('needs its two thresholds: without them the points are missed', () => {
    const thresholded = oracle.indicators.filter((one) => oracle.fullFrom[one.code] !== undefined);
    const missed = thresholded.filter(
      (one) => Math.abs(pointsScore(one.numerator / one.denominator, one.maximum) - one.points) > 0.005,
    );
    expect(missed).toHaveLength(4);
  });

  it('refuses a negative ratio and a threshold beyond 1', () => {
    expect(() => pointsScore(-0.1, 6)).toThrow('value.out-of-range');
    expect(() => pointsScore(0.5, 6, 80)).toThrow('value.out-of-range');
    expect(() => pointsScore(Infinity, 6)).toThrow('value.infinite');
  });
});

describe('agreement with what was published', () => {
  it('counts, measures and names what is beyond the tolerance', () => {
    const pairs = [
      { unit: 'a', published: 60, computed: 60.00001, publishedRank: 1, computedRank: 1 },
      { unit: 'b', published: 50, computed: 50.5, publishedRank: 2, computedRank: 3 },
      { unit: 'c', published: 40 },
    ];
    expect(agreementOf(pairs, 1e-5)).toEqual({
      compared: 2,
      withinTolerance: 1,
      maxAbsDifference: 0.5,
      ranksCompared: 2,
      ranksEqual: 1,
      beyond: ['b'],
    });
  });

  it('has no largest difference where nothing can be compared', () => {
    expect(agreementOf([], 1)).toEqual({
      compared: 0,
      withinTolerance: 0,
      ranksCompared: 0,
      ranksEqual: 0,
      beyond: [],
    });
  });
});
