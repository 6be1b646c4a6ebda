import { readOracle } from '../../../test/oracles/read-oracle.js';
import { driftForecast } from './forecast-naive.js';
import { extrapolate, smooth, textbookDeviations } from './forecast-smoothing.js';
import { smoothedLevel } from './forecast-shrunken.js';
import { thetaForecast } from './forecast-theta.js';
import { normalQuantile } from './statistics-normal.js';

interface Fan {
  readonly mean: readonly number[];
}
interface RCase {
  readonly id: string;
  readonly history: readonly number[];
  readonly forecasts: {
    readonly ses_alpha02_init_first: Fan & { alpha: number };
    readonly holt_a05_b02: Fan & { alpha: number; beta: number };
    readonly ets_AAdN_fixed: Fan & {
      alpha: number;
      beta: number;
      phi: number;
      l0: number;
      b0: number;
      sigma2: number;
      lower80: readonly number[];
      upper95: readonly number[];
    };
    readonly thetaf: Fan & { alpha: number; drift: number };
    readonly rwf_drift: Fan;
  };
}
const r = readOracle<{ tolerance: number; cases: readonly RCase[] }>('scoring', 'forecast_r_open');
const oil = readOracle<{
  y: readonly number[];
  result: Record<'alpha' | 'beta' | 'phi' | 'initstate' | 'fitted' | 'residuals' | 'forecast', number[]> & {
    states: readonly (readonly number[])[];
  };
}>('scoring', 'ets_oildata_AAdN');

function expectClose(found: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, at) => expect(Math.abs(value / expected[at]! - 1)).toBeLessThan(tolerance));
}

describe(`Smoothing (${r.source})`, () => {
  const cases = r.cases.map((row) => [row.id, row.history, row.forecasts] as const);

  it.each(cases)('is simple smoothing on %s', (_, history, { ses_alpha02_init_first: ses }) => {
    expectClose([smoothedLevel(history, ses.alpha)], ses.mean.slice(0, 1), r.tolerance);
    const parameters = { alpha: ses.alpha, beta: 0, phi: 1 };
    const state = smooth(history, parameters, { level: history[0]!, slope: 0 });
    expectClose(extrapolate(state, 1, 6), ses.mean, r.tolerance);
  });

  it.each(cases)("is Holt's method on %s", (_, history, { holt_a05_b02: holt }) => {
    const parameters = { alpha: holt.alpha, beta: holt.alpha * holt.beta, phi: 1 };
    const start = { level: history[0]!, slope: history[1]! - history[0]! };
    expectClose(extrapolate(smooth(history, parameters, start), 1, 6), holt.mean, r.tolerance);
  });

  it.each(cases)('is the damped trend on %s, with the textbook interval', (_, history, row) => {
    const { l0, b0, phi, sigma2, mean, lower80, upper95, alpha, beta } = row.ets_AAdN_fixed;
    const state = smooth(history, { alpha, beta, phi }, { level: l0, slope: b0 });
    const found = extrapolate(state, phi, 6);
    expectClose(found, mean, r.tolerance);
    const squares = state.errors.reduce((sum, error) => sum + error * error, 0);
    expect(squares / (history.length - 5) / sigma2).toBeCloseTo(1, 9);
    const deviations = textbookDeviations(Math.sqrt(sigma2), { alpha, beta, phi }, 6);
    const at = (z: number) => found.map((value, h) => value + z * deviations[h]!);
    expectClose(at(normalQuantile(0.1)), lower80, r.tolerance);
    expectClose(at(normalQuantile(0.975)), upper95, r.tolerance);
  });

  it.each(cases)('is the theta method on %s, with a weight found by itself', (_, history, { thetaf }) => {
    const found = thetaForecast(history, 6);
    expectClose(found.mean, thetaf.mean, r.tolerance);
    expect(found.drift).toBeCloseTo(thetaf.drift, 9);
    expect(found.alpha).toBeCloseTo(thetaf.alpha, 6);
  });

  it.each(cases)('is the random walk with drift on %s', (_, history, { rwf_drift }) => {
    expectClose(driftForecast(history, 6), rwf_drift.mean, r.tolerance);
  });
});

describe(`The damped trend (${oil.source})`, () => {
  const [alpha, beta, phi] = [oil.result.alpha[0]!, oil.result.beta[0]!, oil.result.phi[0]!];
  const [level, slope] = [oil.result.initstate[0]!, oil.result.initstate[1]!];

  it('has its states and residuals with its parameters', () => {
    const state = smooth(oil.y, { alpha, beta, phi }, { level, slope });
    expect(state.level).toBeCloseTo(oil.result.states.at(-1)![0]!, 4);
    expect(state.slope).toBeCloseTo(oil.result.states.at(-1)![1]!, 4);
    state.errors.forEach((error, at) => {
      expect(error).toBeCloseTo(oil.result.residuals[at]!, 4);
      expect(oil.y[at]! - error).toBeCloseTo(oil.result.fitted[at]!, 4);
    });
  });

  it('has its forecasts', () => {
    const state = smooth(oil.y, { alpha, beta, phi }, { level, slope });
    const found = extrapolate(state, phi, 4);
    found.forEach((value, at) => expect(value).toBeCloseTo(oil.result.forecast[at]!, 4));
  });
});

it.each([
  [{ alpha: 1.1, beta: 0, phi: 1 }],
  [{ alpha: 0.5, beta: -0.1, phi: 1 }],
  [{ alpha: 0.5, beta: 0.1, phi: 0 }],
])('refuses the parameters %j', (parameters) => {
  const attempt = () => smooth([1, 2], parameters, { level: 0, slope: 0 });
  expect(attempt).toThrow(expect.objectContaining({ code: 'setting.smoothing' }));
});
