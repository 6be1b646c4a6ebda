import { readFileSync } from 'node:fs';
import { aggregateRow } from './aggregate.js';
import { normaliseColumn } from './normalise.js';
import { logColumn } from './treat.js';

interface HdiRow {
  readonly iso3: string;
  readonly le: number;
  readonly eys: number;
  readonly mys: number;
  readonly gnipc: number;
  readonly hdi_published: number;
}

const { years } = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../test/oracles/scoring/hdi_open.json`, 'utf8'),
) as { years: Record<string, HdiRow[]> };

function share(value: number, low: number, high: number): number {
  const rule = { method: 'goalposts', scale: [0, 1], direction: 'up', goalposts: [low, high] } as const;
  return normaliseColumn([value], rule, 'hdi')[0]!;
}

function hdi(row: HdiRow): number {
  const [income, poorest, richest] = logColumn([row.gnipc, 100, 75000], 'income');
  const equal = (scores: readonly number[]) => scores.map((score) => ({ score, weight: 1 }));
  const education = aggregateRow('arithmetic', equal([share(row.eys, 0, 18), share(row.mys, 0, 15)]));
  return aggregateRow(
    'geometric',
    equal([share(row.le, 20, 85), education, share(income!, poorest!, richest!)]),
  );
}

describe('human development index, hdi_open.json (UNDP HDR 2021/22 time series)', () => {
  it.each(Object.keys(years))('equals the published three decimals for every country of %s', (year) => {
    const wrong = years[year]!.filter((row) => Math.abs(hdi(row) - row.hdi_published) > 0.0005 + 1e-12);
    expect(wrong).toEqual([]);
  });
});
