import { parseMethodDocument, uncertaintyOf } from '#scoring-engine';
import { chisoOn } from '../../test/chiso-on-files.js';
import { A_TABLE, aMethod } from '../../test/methods.js';

const factors = [
  { factor: 'weight:TIME', share: 0.2 },
  { factor: 'weight:SERVICE', share: 0.2 },
  { factor: 'normalise', methods: ['goalposts', 'min-max'] },
];
const method = aMethod({ uncertainty: { unit: 'B', factors } });

const uncertainty = (text: string, table: string, ...options: string[]) =>
  chisoOn(['uncertainty', 'm.json', 'd.csv', ...options], { 'm.json': text, 'd.csv': table });

describe('chiso uncertainty', () => {
  it('prints the rank interval of each unit, then the shares of each factor, the same for the same seed', async () => {
    const options = ['--draws', '200', '--seed', '7'];
    const { exitCode, lines } = await uncertainty(method, A_TABLE, ...options);
    expect(exitCode).toBe(0);
    expect(lines.map((line) => line['unit'] ?? line['factor'])).toEqual([
      'A',
      'B',
      'C',
      ...factors.map(({ factor }) => factor),
    ]);
    const data = {
      units: ['A', 'B', 'C'],
      columns: new Map([
        ['TIME', [10, 20, 5]],
        ['ONLINE', [50, 80, 20]],
        ['SATISFIED', [0.9, 0.7, 0.8]],
      ]),
    };
    const document = parseMethodDocument(JSON.parse(method));
    const expected = uncertaintyOf({ document, data, draws: 200, seed: 7 });
    expect(lines).toEqual([...expected.ranks, ...expected.factors]);
    expect((await uncertainty(method, A_TABLE, ...options)).lines).toEqual(lines);
    expect((await uncertainty(method, A_TABLE, '--draws', '200', '--seed', '8')).lines).not.toEqual(lines);
  });

  it.each([
    [
      'a method that names no factor',
      aMethod(),
      A_TABLE,
      'm.json:1: method.invalid: uncertainty.factors is missing',
    ],
    [
      'a unit that is not in the data',
      aMethod({ uncertainty: { unit: 'Z', factors } }),
      A_TABLE,
      'method.invalid: uncertainty.unit is "Z"',
    ],
    [
      'several periods',
      method,
      'unit,period,TIME,ONLINE,SATISFIED\nA,2024,1,2,3\nA,2025,1,2,3\n',
      'd.csv:1: period.mixed',
    ],
  ])('refuses %s', async (_, text, table, problem) => {
    const { exitCode, problems } = await uncertainty(text, table, '--draws', '10', '--seed', '1');
    expect(exitCode).toBe(2);
    expect(problems[0]).toContain(problem);
  });

  it('refuses to draw once, and to draw without a seed', async () => {
    expect((await uncertainty(method, A_TABLE, '--draws', '1', '--seed', '1')).exitCode).toBe(2);
    expect((await uncertainty(method, A_TABLE, '--draws', '10')).exitCode).toBe(2);
  });
});
