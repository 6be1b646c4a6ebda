import { forecastPanel } from '#scoring-engine';
import { chisoOn } from '../../test/chiso-on-files.js';

/** Units with as many years each, on a mild slope with a fixed wobble. */
function panel(units: number, years: number) {
  return Array.from({ length: units }, (_, unit) => ({
    series: `u${unit}`,
    points: Array.from({ length: years }, (__, at) => ({
      index: 2010 + at,
      value: 50 + unit + at + ((unit * 7 + at * 3) % 5),
    })),
  }));
}

const csvOf = (units: ReturnType<typeof panel>) =>
  [
    'series,period,value',
    ...units.flatMap(({ series, points }) => points.map(({ index, value }) => `${series},${index},${value}`)),
  ].join('\n');

describe('chiso forecast', () => {
  it('prints a line a step with the intervals that the engine gives', async () => {
    const units = panel(6, 8);
    const { exitCode, lines } = await chisoOn(['forecast', 'x.csv', '--horizon', '2'], {
      'x.csv': csvOf(units),
    });
    expect(exitCode).toBe(0);
    const [fan] = forecastPanel(units, { method: 'auto', horizon: 2 });
    const [step] = fan!.steps;
    const { index: _, ...values } = step!;
    expect(lines).toHaveLength(12);
    expect(lines[0]).toEqual({
      series: 'u0',
      period: '2018',
      ...values,
      method: 'shrunken-ses',
      parameters: { alpha: 0.6, shrinkage: 0.3 },
    });
    expect(lines[0]).toHaveProperty('lower95');
    expect(lines.slice(0, 3).map((line) => [line['series'], line['step'], line['period']])).toEqual([
      ['u0', 1, '2018'],
      ['u0', 2, '2019'],
      ['u1', 1, '2018'],
    ]);
  });

  it('has no interval where the file gives fewer than twenty errors', async () => {
    const { lines } = await chisoOn(['forecast', 'x.csv', '--horizon', '1'], { 'x.csv': csvOf(panel(2, 5)) });
    expect(Object.keys(lines[0]!)).toEqual(['series', 'step', 'period', 'mean', 'method', 'parameters']);
  });

  it.each([
    ['ses', ['alpha']],
    ['holt', ['alpha', 'beta']],
    ['damped', ['alpha', 'beta', 'phi']],
    ['theta', ['alpha', 'drift']],
    ['snaive', ['season']],
    ['shrunken-ses', ['alpha', 'shrinkage']],
  ])('uses %s and names its parameters', async (method, parameters) => {
    const { lines } = await chisoOn(['forecast', 'x.csv', '--horizon', '1', '--method', method], {
      'x.csv': csvOf(panel(2, 12)),
    });
    expect(lines[0]).toMatchObject({ method });
    expect(Object.keys(lines[0]!['parameters'] as object)).toEqual(
      expect.arrayContaining(parameters.slice(0, 1)),
    );
    expect(parameters).toEqual(expect.arrayContaining(Object.keys(lines[0]!['parameters'] as object)));
  });

  it('forecasts months across the turn of the year by the mean of three', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => {
      const month = String((at % 12) + 1).padStart(2, '0');
      return `a,${2020 + Math.floor(at / 12)}-${month},${10 + (at % 12)}`;
    });
    const { lines } = await chisoOn(['forecast', 'x.csv', '--horizon', '7'], {
      'x.csv': ['series,period,value', ...rows].join('\n'),
    });
    expect(lines.map((line) => line['period']).slice(-2)).toEqual(['2022-12', '2023-01']);
    expect(lines[0]).toMatchObject({ method: 'mean-of-three', parameters: { season: 12 } });
  });

  it('refuses a series of a single value, and forecasts the others', async () => {
    const { exitCode, problems, lines } = await chisoOn(['forecast', 'x.csv', '--horizon', '1'], {
      'x.csv': 'series,period,value\na,2020,1\nb,2020,2\nb,2021,3\nc,2020,\nc,2021,4\n',
    });
    expect(exitCode).toBe(2);
    expect(problems).toEqual([
      'x.csv:2: series.too-short: series a has one value; a forecast needs 2 at least',
      'x.csv:5: series.too-short: series c has one value; a forecast needs 2 at least',
    ]);
    expect(lines.map((line) => line['series'])).toEqual(['b']);
  });

  it('refuses years beside months, a missing horizon and a horizon of 0', async () => {
    const mixed = 'series,period,value\na,2020,1\na,2021,1\nb,2020-01,1\nb,2020-02,1\n';
    const { exitCode, problems, lines } = await chisoOn(['forecast', 'x.csv', '--horizon', '1'], {
      'x.csv': mixed,
    });
    expect([exitCode, lines]).toEqual([2, []]);
    expect(problems[0]).toContain('x.csv:4: period.mixed: series b has months, series a has years');
    expect((await chisoOn(['forecast', 'x.csv'], { 'x.csv': mixed })).exitCode).toBe(2);
    expect((await chisoOn(['forecast', 'x.csv', '--horizon', '0'], { 'x.csv': mixed })).exitCode).toBe(2);
  });
});
