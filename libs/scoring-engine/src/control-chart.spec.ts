import { readOracle } from '../../../test/oracles/read-oracle.js';
import { controlChart } from './control-chart.js';
import { pooledLag1 } from './control-chart-lag1.js';
import { xmrLimits } from './control-chart-limits.js';
import { sevenOnOneSide, sevenPointTrend, twoOfThree } from './control-chart-rules.js';
import { ewmaChart, movingAverages } from './ewma.js';

const nhs = readOracle<{
  cases: readonly {
    y: readonly number[];
    screen_outliers: boolean;
    mean: number;
    lpl: number;
    upl: number;
  }[];
}>('scoring', 'xmr_nhs_limits');
const rules = readOracle<{
  seven_one_side: readonly { side: readonly number[]; flag_last_of_run: readonly number[] }[];
  seven_point_trend: readonly { y: readonly number[]; flag: readonly number[] }[];
  two_in_three: readonly { close: readonly number[]; side: readonly number[]; flag: readonly number[] }[];
}>('scoring', 'nhs_spc_rules_open');

function series(values: readonly number[], from = 0) {
  return values.map((value, at) => ({ index: from + at, value }));
}

/** Twelve and more values about 10, as quiet as an office can be. */
function quiet(count: number): number[] {
  return Array.from({ length: count }, (_, at) => 10 + [0.4, -0.3, 0.1, -0.5, 0.2, 0.3, -0.2][at % 7]!);
}

describe(`XmR limits (${nhs.source})`, () => {
  it.each(nhs.cases)('are $lpl to $upl about $mean', ({ y, screen_outliers, mean, lpl, upl }) => {
    const limits = xmrLimits(y, screen_outliers);
    expect(limits.centre.toPrecision(7)).toBe(mean.toPrecision(7));
    expect(limits.lower.toPrecision(7)).toBe(lpl.toPrecision(7));
    expect(limits.upper.toPrecision(7)).toBe(upl.toPrecision(7));
  });
});

describe(`Run rules (${rules.source})`, () => {
  it.each(rules.seven_one_side)('flag seven on one side of $side', ({ side, flag_last_of_run }) => {
    expect(sevenOnOneSide(side).map(Math.abs)).toEqual(flag_last_of_run);
  });
  it.each(rules.seven_point_trend)('flag a trend of seven in $y', ({ y, flag }) => {
    expect(sevenPointTrend(y)).toEqual(flag);
  });
  it.each(rules.two_in_three)('flag two of three close in $close', ({ close, side, flag }) => {
    expect(twoOfThree(close.map(Boolean), side).map(Number)).toEqual(flag);
  });
});

describe('A control chart', () => {
  it('has no limits and no signals under twelve points', () => {
    expect(controlChart(series([...quiet(10), 900]))).toEqual({ n: 11, signals: [], hints: [] });
    expect(ewmaChart(series([...quiet(10), 900]))).toMatchObject({ n: 11, signals: [] });
  });

  it('raises an alarm for a point far beyond its limits, with its period', () => {
    const chart = controlChart(series([...quiet(20), 16], 100));
    expect(chart.signals).toEqual([{ index: 120, rule: 'beyond-limits', side: 'above' }]);
  });

  it('widens its limits for a short baseline and for correlation, and never narrows them', () => {
    const reach = (count: number, lag1: number) => {
      const { guardedUpper, upper, centre } = controlChart(series(quiet(count)), { lag1 });
      return (guardedUpper! - centre!) / (upper! - centre!);
    };
    expect(reach(14, 0)).toBeGreaterThan(reach(56, 0));
    expect(reach(56, 0.6)).toBeGreaterThan(reach(56, 0));
    expect(reach(56, 0)).toBeGreaterThan(1);
  });

  it('raises an alarm for a run that is far from the centre and only hints at a near one', () => {
    const far = controlChart(series([...quiet(28), ...quiet(8).map((value) => value + 1)]), { lag1: 0 });
    expect(far.signals.map(({ rule }) => rule)).toContain('seven-on-one-side');
    const near = controlChart(series([...quiet(28), ...Array<number>(7).fill(10.05)]), { lag1: 0 });
    expect(near.signals).toEqual([]);
    expect(near.hints).toContainEqual({ index: 34, rule: 'seven-on-one-side', side: 'above' });
  });

  it('sees a small lasting shift in the moving average', () => {
    const chart = ewmaChart(series([...quiet(28), ...quiet(12).map((value) => value + 1.1)]), { lag1: 0 });
    expect(chart.signals.at(-1)).toEqual({ index: 39, rule: 'ewma', side: 'above' });
  });

  it('is silent on a constant series whose mean has a rounding error', () => {
    const flat = series(Array<number>(13).fill(0.1));
    expect(controlChart(flat)).toMatchObject({ centre: 0.1, lower: 0.1, signals: [], hints: [] });
    expect(ewmaChart(flat).signals).toEqual([]);
  });

  it('takes its width from the unscreened ranges where screening leaves nothing but zeros', () => {
    const mostlyZero = series([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    expect(controlChart(mostlyZero, { lag1: 0 }).guardedUpper).toBeGreaterThan(0);
  });

  it('weights the newest value by a fifth', () => {
    expect([...movingAverages([10, 0], 5)]).toEqual([6, 4.8]);
  });

  it('refuses a correlation of one', () => {
    const attempt = () => controlChart(series(quiet(12)), { lag1: 1 });
    expect(attempt).toThrow(expect.objectContaining({ code: 'setting.lag1' }));
  });
});

it('pools the correlation over a panel, freed of its bias and raised by its error', () => {
  const rising = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(pooledLag1([])).toBe(0);
  expect(pooledLag1([[1, 1, 1, 1]])).toBe(0);
  expect(pooledLag1([rising])).toBe(0.85);
  const alone = pooledLag1([quiet(14)]);
  expect(pooledLag1(Array.from({ length: 50 }, () => quiet(14)))).toBeLessThanOrEqual(alone);
});
