import { readFileSync } from 'node:fs';
import { chisoOn } from '../../test/chiso-on-files.js';

function csvOf(rows: readonly (readonly [string, string, number | string])[]): string {
  return ['series,period,value', ...rows.map((row) => row.join(','))].join('\n');
}

const rising = csvOf([3, 4, 5, 6, 7].map((value, at) => ['a', String(2019 + at), value] as const));

describe('chiso trend', () => {
  it('prints the test, the slope and the verdict of each series, in the order of the file', async () => {
    const fall = '\nb,2019,9\nb,2020,7\nb,2021,6\nb,2022,2\nb,2023,1\n';
    const { exitCode, lines, problems } = await chisoOn(['trend', 'x.csv'], { 'x.csv': rising + fall });
    expect([exitCode, problems]).toEqual([0, []]);
    expect(lines[0]).toMatchObject({ series: 'a', n: 5, s: 10, method: 'exact', tau: 1, slope: 1 });
    expect(Object.keys(lines[0]!)).toEqual(
      expect.arrayContaining(['varS', 'z', 'p', 'slopeLower', 'slopeUpper', 'prewhitened']),
    );
    expect(lines.map((line) => [line['series'], line['verdict']])).toEqual([
      ['a', 'improving'],
      ['b', 'worsening'],
    ]);
  });

  it('takes the direction, the confidence and the season that it is given', async () => {
    const worse = await chisoOn(['trend', 'x.csv', '--direction', 'down'], { 'x.csv': rising });
    expect(worse.lines[0]).toMatchObject({ verdict: 'worsening' });
    const strict = await chisoOn(['trend', 'x.csv', '--confidence', '0.99'], { 'x.csv': rising });
    expect(strict.lines[0]).toMatchObject({ verdict: 'holding', strength: 'none' });
    const halves = csvOf(
      Array.from({ length: 12 }, (_, at) => ['a', `${2010 + (at >> 1)}-H${(at % 2) + 1}`, at] as const),
    );
    const seasonal = await chisoOn(['trend', 'x.csv', '--season', '2'], { 'x.csv': halves });
    expect(seasonal.lines[0]).toMatchObject({ method: 'seasonal', verdict: 'improving' });
  });

  it('takes months as twelve a cycle from 36 on, and years as none', async () => {
    const months = (count: number) =>
      csvOf(
        Array.from({ length: count }, (_, at) => {
          const month = String((at % 12) + 1).padStart(2, '0');
          return ['a', `${2010 + Math.floor(at / 12)}-${month}`, at] as const;
        }),
      );
    const [short, long] = [
      await chisoOn(['trend', 'x.csv'], { 'x.csv': months(35) }),
      await chisoOn(['trend', 'x.csv'], { 'x.csv': months(36) }),
    ];
    expect([short.lines[0]!['method'], long.lines[0]!['method']]).toEqual(['normal', 'seasonal']);
  });

  it('says only how it changed where there are fewer than four points', async () => {
    const { lines } = await chisoOn(['trend', 'x.csv'], {
      'x.csv': 'series,period,value\na,2023,1\na,2024,3',
    });
    expect(lines).toEqual([{ series: 'a', n: 2, lastChange: 2, verdict: 'insufficient', strength: 'none' }]);
  });

  it('gives the p-values of pymannkendall for the shampoo sales (mk_shampoo.json)', async () => {
    const oracle = JSON.parse(
      readFileSync(`${import.meta.dirname}/../../../../test/oracles/scoring/mk_shampoo.json`, 'utf8'),
    ) as { y: number[]; expected: { original: Record<'p' | 's' | 'var_s' | 'slope' | 'Tau', number> } };
    const years = oracle.y.map((value, at) => ['shampoo', String(1900 + at), value] as const);
    const { lines } = await chisoOn(['trend', 'x.csv'], { 'x.csv': csvOf(years) });
    const { p, s, var_s: varS, slope } = oracle.expected.original;
    expect(lines[0]).toMatchObject({ s, varS, slope });
    expect(Math.abs(Number(lines[0]!['p']) - p)).toBeLessThan(1e-15);
  });

  it('puts periods in order, bridges missing ones and keeps scattered series whole', async () => {
    const scattered = csvOf([
      ['b', '2021', 5],
      ['a', '2024', 7],
      ['b', '2019', 3],
      ['a', '2020', 3],
      ['b', '2020', 4],
      ['a', '2021', 4],
      ['b', '2022', 6],
      ['a', '2022', ''],
      ['a', '2023', 6],
    ]);
    const { lines } = await chisoOn(['trend', 'x.csv'], { 'x.csv': scattered });
    expect(lines.map((line) => [line['series'], line['n'], line['slope']])).toEqual([
      ['b', 4, 1],
      ['a', 4, 1],
    ]);
  });

  it('reads standard input, semicolons, decimal commas, quotes and a byte order mark', async () => {
    const text = '\uFEFFseries;period;value\r\n"a;b";2020;1,5\r\n"a;b";2021;2,75\r\n';
    const { lines } = await chisoOn(['trend', '-'], {}, text);
    expect(lines).toMatchObject([{ series: 'a;b', n: 2, lastChange: 1.25 }]);
    const quoted = await chisoOn(['trend', '-'], {}, 'series,period,value\na,2020,"1,5"\na,2021,"2,5"\n');
    expect(quoted.lines).toMatchObject([{ lastChange: 1 }]);
  });

  it('refuses options that it cannot use, with 2 and a sentence', async () => {
    const wrong = [
      ['--confidence', '95'],
      ['--direction', 'left'],
      ['--season', '1'],
      ['--speed', '3'],
    ];
    for (const options of wrong) {
      const { exitCode, lines, problems } = await chisoOn(['trend', 'x.csv', ...options], {
        'x.csv': rising,
      });
      expect([exitCode, lines]).toEqual([2, []]);
      expect(problems.join(' ')).toContain(options[0]);
    }
    expect((await chisoOn(['trend'])).exitCode).toBe(2);
    expect((await chisoOn(['tend', 'x.csv'])).exitCode).toBe(2);
    expect((await chisoOn(['trend', '--help'])).exitCode).toBe(0);
  });
});
