import { readFileSync } from 'node:fs';
import { chisoOn } from '../../test/chiso-on-files.js';

const nile = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../../test/oracles/scoring/changepoint_nile.json`, 'utf8'),
) as { y: number[]; first_year: number; breakpoints: number[] };
const file = [
  'series;period;value',
  ...nile.y.map((value, at) => `Nile;${nile.first_year + at};${value}`),
].join('\n');

describe('chiso changepoints', () => {
  it('finds the break of the Nile after 1898 (changepoint_nile.json)', async () => {
    const { exitCode, lines } = await chisoOn(['changepoints', 'x.csv'], { 'x.csv': file });
    expect(exitCode).toBe(0);
    expect(lines).toEqual([
      { series: 'Nile', n: 100, penalty: expect.any(Number) as number, breaks: nile.breakpoints },
    ]);
  });

  it('takes the penalty and the shortest segment that it is given', async () => {
    const on = async (...options: string[]) =>
      (await chisoOn(['changepoints', 'x.csv', ...options], { 'x.csv': file })).lines[0];
    expect(await on('--penalty', '1e9')).toMatchObject({ penalty: 1e9, breaks: [] });
    expect(await on('--min-segment', '40')).toMatchObject({ breaks: [40] });
    const cheap = (await on('--penalty', '0'))!['breaks'] as number[];
    expect(cheap.length).toBeGreaterThan(20);
    expect((await chisoOn(['changepoints', 'x.csv', '--penalty', '-1'], { 'x.csv': file })).exitCode).toBe(2);
  });
});
