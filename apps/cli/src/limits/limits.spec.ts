import { readFileSync } from 'node:fs';
import { normalQuantile, pooledLag1, seededGenerator } from '#scoring-engine';
import { chisoOn } from '../../test/chiso-on-files.js';

const oracle = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../../test/oracles/scoring/xmr_nhs_limits.json`, 'utf8'),
) as { cases: { y: number[]; screen_outliers: boolean; mean: number; lpl: number; upl: number }[] };

function months(values: readonly number[]): string {
  const rows = values.map((value, at) => {
    const month = String((at % 12) + 1).padStart(2, '0');
    return `a,${2020 + Math.floor(at / 12)}-${month},${value}`;
  });
  return ['series,period,value', ...rows].join('\n');
}

describe('chiso limits', () => {
  it.each(oracle.cases.filter((one) => one.screen_outliers))(
    'gives the plain limits of NHSRplotthedots, $lpl to $upl (xmr_nhs_limits.json)',
    async ({ y, mean, lpl, upl }) => {
      const { exitCode, lines } = await chisoOn(['limits', 'x.csv'], { 'x.csv': months(y) });
      expect(exitCode).toBe(0);
      expect(lines[0]!['centre']).toBeCloseTo(mean, 5);
      expect(lines[0]!['lower']).toBeCloseTo(lpl, 4);
      expect(lines[0]!['upper']).toBeCloseTo(upl, 4);
      expect(Number(lines[0]!['guardedLower'])).toBeLessThanOrEqual(Number(lines[0]!['lower']));
      expect(Number(lines[0]!['guardedUpper'])).toBeGreaterThanOrEqual(Number(lines[0]!['upper']));
    },
  );

  it('names the rule and the period of each signal', async () => {
    const values = [5, 6, 5, 4, 6, 5, 4, 5, 6, 5, 4, 5, 6, 30];
    const { lines } = await chisoOn(['limits', 'x.csv'], { 'x.csv': months(values) });
    expect(lines[0]!['signals']).toEqual([{ period: '2021-02', rule: 'beyond-limits', side: 'above' }]);
  });

  it('charts the moving average instead where it is asked to', async () => {
    const wobble = [0, 2, -2, 1, -1, 2, -1, 0, -2, 1];
    const values = Array.from({ length: 48 }, (_, at) => wobble[(at * 7) % 10]! + (at >= 40 ? 5 : 0));
    const { lines } = await chisoOn(['limits', 'x.csv', '--chart', 'ewma'], { 'x.csv': months(values) });
    const signals = lines[0]!['signals'] as { period: string; rule: string }[];
    expect(new Set(signals.map(({ rule }) => rule))).toEqual(new Set(['ewma']));
    expect(signals.every(({ period }) => period >= '2023-05')).toBe(true);
  });

  it('pools the lag-1 correlation over all series of the file', async () => {
    const random = seededGenerator('limits of a panel');
    const panel = Array.from({ length: 8 }, () => {
      const values = [0];
      while (values.length < 24) values.push(0.6 * values.at(-1)! + normalQuantile(random() + 2 ** -34));
      return values;
    });
    const rows = panel.flatMap((values, at) =>
      months(values)
        .split('\n')
        .slice(1)
        .map((row) => `s${at}${row}`),
    );
    const file = { 'x.csv': ['series,period,value', ...rows].join('\n') };
    const { lines } = await chisoOn(['limits', 'x.csv'], file);
    expect(new Set(lines.map((line) => line['lag1']))).toEqual(new Set([pooledLag1(panel)]));
    const alone = panel.map((values) => pooledLag1([values]));
    expect(new Set(alone).size).toBeGreaterThan(1);
  });

  it('has nothing but the number of points under twelve', async () => {
    const { lines } = await chisoOn(['limits', 'x.csv'], { 'x.csv': months([1, 2, 3]) });
    expect(lines).toEqual([{ series: 'a', n: 3 }]);
  });
});
