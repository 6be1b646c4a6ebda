import { chisoOn } from '../../test/chiso-on-files.js';
import { A_TABLE, aMethod } from '../../test/methods.js';

const compositeOf = (method: string, table = A_TABLE) =>
  chisoOn(['composite', 'm.json', 'd.csv'], { 'm.json': method, 'd.csv': table });

describe('chiso composite', () => {
  it('computes an index that no line of code knows from its document', async () => {
    const { exitCode, lines } = await compositeOf(aMethod());
    expect(exitCode).toBe(0);
    expect(lines.map((line) => `${String(line['unit'])} ${String(line['code'])}`)).toEqual(
      ['A', 'B', 'C'].flatMap((unit) =>
        ['DEMO', 'TIME', 'SERVICE', 'ONLINE', 'SATISFIED'].map((code) => `${unit} ${code}`),
      ),
    );
    // Unit A by hand: TIME 1 + 9·20/30 = 7; ONLINE 5.5, SATISFIED 9.1, SERVICE (5.5 + 3·9.1)/4 = 8.2; 6·7 + 4·8.2.
    expect(lines[0]).toEqual({
      unit: 'A',
      code: 'DEMO',
      level: 0,
      value: 74.8,
      rank: 2,
      coverage: 1,
      contributions: [
        { code: 'TIME', weight: 6, score: 7, contribution: 42 },
        { code: 'SERVICE', weight: 4, score: 8.2, contribution: 32.8 },
      ],
    });
  });

  it('flags what was imputed, from the group that the document names', async () => {
    const method = aMethod({ impute: { method: 'group-mean', group: 'region' } });
    const table = 'unit;region;TIME;ONLINE;SATISFIED\nA;north;10;50;0,9\nB;north;20;;0,7\nC;south;5;20;0,8\n';
    const { lines } = await compositeOf(method, table);
    const imputed = lines.filter((line) => line['imputed'] === true);
    expect(imputed).toMatchObject([{ unit: 'B', code: 'ONLINE', value: 5.5 }]);
  });

  it('carries forward from the period before where the table has periods', async () => {
    const method = aMethod({ impute: { method: 'carry-forward' } });
    const table = 'unit,period,TIME,ONLINE,SATISFIED\nA,2024,10,50,0.9\nA,2025,10,,0.9\n';
    const { lines } = await compositeOf(method, table);
    expect(lines.filter((line) => line['imputed'] === true)).toMatchObject([
      { unit: 'A', period: '2025', code: 'ONLINE', value: 5.5 },
    ]);
  });

  it('carries forward in time, whatever the order of the rows, and over no gap', async () => {
    const method = aMethod({ validFrom: '2020', impute: { method: 'carry-forward' } });
    const header = 'unit,period,TIME,ONLINE,SATISFIED\n';
    const imputedIn = async (rows: string) =>
      (await compositeOf(method, header + rows)).lines.filter((line) => line['imputed'] === true);
    expect(await imputedIn('A,2025,10,,0.9\nA,2024,10,50,0.9\n')).toMatchObject([{ period: '2025' }]);
    expect(await imputedIn('A,2024,10,50,0.9\nA,2023,10,,0.9\n')).toEqual([]);
    expect(await imputedIn('A,2020,10,50,0.9\nA,2025,10,,0.9\n')).toEqual([]);
  });

  it('has no value under the minimum coverage, and says how much there is', async () => {
    const { exitCode, lines } = await compositeOf(aMethod(), `${A_TABLE}D,,50,0.5\n`);
    const root = lines.find((line) => line['unit'] === 'D' && line['level'] === 0);
    expect(exitCode).toBe(0);
    expect(root).toEqual({ unit: 'D', code: 'DEMO', level: 0, coverage: 0.4, contributions: [] });
  });
});

const minMax = aMethod({ normalise: { method: 'min-max', scale: [0, 1] } });
const withTree = (children: object[]) =>
  aMethod({ tree: { code: 'DEMO', aggregate: 'weighted-sum', children } });
const leaf = (code: string, change: object = {}) => ({ code, weight: 50, direction: 'up', ...change });
const inner = (code: string, children: object[], change: object = {}) => ({
  code,
  weight: 50,
  aggregate: 'arithmetic',
  children,
  ...change,
});

describe('data that are wrong', () => {
  it.each([
    [
      'a constant column',
      minMax,
      'unit,TIME,ONLINE,SATISFIED\nA,1,2,3\nB,1,4,5\n',
      'd.csv:1: column.constant: TIME is 1',
    ],
    [
      'a single value',
      minMax,
      'unit,TIME,ONLINE,SATISFIED\nA,1,2,3\nB,,4,5\n',
      'd.csv:1: column.single-value: TIME',
    ],
    [
      'a column without a value',
      aMethod(),
      'unit,TIME,ONLINE,SATISFIED\nA,,2,3\nB,,4,5\n',
      'd.csv:1: column.all-missing: TIME',
    ],
    [
      'a column that is not there',
      aMethod(),
      'unit,TIME,ONLINE\nA,1,2\nB,3,4\n',
      'd.csv:1: column.all-missing: the data have no column SATISFIED',
    ],
    [
      'a column that the method does not have',
      aMethod(),
      'unit,TIME,ONLINE,SATISFIED,SPEED\nA,1,2,3,4\n',
      'd.csv:1: column.unknown: the method has no indicator SPEED',
    ],
    ['a text', aMethod(), `${A_TABLE}D,soon,1,1\n`, 'd.csv:5: value.not-a-number: TIME is "soon"'],
    ['an infinite value', aMethod(), `${A_TABLE}D,inf,1,1\n`, 'd.csv:5: value.infinite: TIME'],
    ['an absurd value', aMethod(), `${A_TABLE}D,1,-1e200,1\n`, 'd.csv:5: value.out-of-range: ONLINE'],
    [
      'a unit twice',
      aMethod(),
      `${A_TABLE}B,1,1,1\n`,
      'd.csv:5: cell.two-values: unit B stands already on line 3',
    ],
    [
      'a period outside the edition',
      aMethod(),
      'unit,period,TIME,ONLINE,SATISFIED\nA,2024,1,2,3\nA,2026,1,2,3\n',
      'd.csv:3: edition.wrong-period: edition DEMO-2024 holds from 2024 to 2025, not for 2026',
    ],
    [
      'no period in the column of periods',
      aMethod(),
      'unit,period,TIME,ONLINE,SATISFIED\nA,soon,1,2,3\n',
      'd.csv:2: period.invalid',
    ],
    ['no unit', aMethod(), 'unit,TIME,ONLINE,SATISFIED\n', 'd.csv:1: table.empty'],
    [
      'a table without units',
      aMethod(),
      'TIME,ONLINE,SATISFIED\n1,2,3\n',
      'd.csv:1: header.missing: the column unit',
    ],
    [
      'no column of the groups by which the method imputes',
      aMethod({ impute: { method: 'group-mean', group: 'region' } }),
      A_TABLE,
      'd.csv:1: header.missing: the column region is missing',
    ],
    ['a value next to nothing', aMethod(), `${A_TABLE}D,1,1e-200,1\n`, 'd.csv:5: value.out-of-range: ONLINE'],
    ['a column twice', aMethod(), 'unit,TIME,TIME\nA,1,2\n', 'd.csv:1: header.twice: the column TIME'],
  ])('are refused for %s, with nothing printed', async (_, method, table, problem) => {
    const { exitCode, lines, problems } = await compositeOf(method, table);
    expect([exitCode, lines]).toEqual([2, []]);
    expect(problems[0]).toContain(problem);
  });

  it('are refused with every faulty cell told', async () => {
    const { problems } = await compositeOf(aMethod(), `${A_TABLE}D,x,y,1\nE,1,z,1\n`);
    expect(problems.map((problem) => problem.split(': ', 2).join(': '))).toEqual([
      'd.csv:5: value.not-a-number',
      'd.csv:5: value.not-a-number',
      'd.csv:6: value.not-a-number',
    ]);
  });
});

describe('a method that is wrong', () => {
  it.each([
    [
      'weights that do not sum',
      withTree([leaf('A'), leaf('B', { weight: 40 })]),
      'weights.do-not-sum: weights under DEMO add up to 90',
      '"code": "DEMO"',
    ],
    [
      'a negative weight',
      withTree([leaf('A'), leaf('B', { weight: -1 })]),
      'weights.invalid: tree.children[1].weight is -1',
      '"weight": -1',
    ],
    [
      'a circle',
      withTree([leaf('A'), inner('B', [inner('B', [leaf('C')])])]),
      'tree.cycle: tree.children[1].children[0].code is "B"',
      '"code": "B"',
    ],
    [
      'an orphan',
      withTree([leaf('A'), leaf('B', { parent: 'Z' })]),
      'tree.orphan: tree.children[1].parent is "Z"',
      '"parent": "Z"',
    ],
    [
      'a code twice',
      withTree([leaf('A'), leaf('A', { target: 1 })]),
      'tree.duplicate-code: the tree has A twice',
      '"code": "A"',
    ],
    [
      'an edition that ends before it begins',
      aMethod({ validTo: '2020' }),
      'edition.invalid: validTo is "2020"',
      '"validTo": "2020"',
    ],
    [
      'a method that does not exist',
      aMethod({ normalise: { method: 'magic' } }),
      'method.invalid: normalise.method is "magic"',
      '"method": "magic"',
    ],
    ['no tree', aMethod({ tree: undefined }), 'method.invalid: tree is missing', '{'],
    [
      'no goalposts where they are needed',
      withTree([leaf('A'), leaf('B')]),
      'goalposts.invalid',
      '"code": "A"',
    ],
  ])('is refused for %s at its line', async (_, method, problem, atText) => {
    const { exitCode, lines, problems } = await compositeOf(method, 'unit,A,B\nx,1,2\ny,2,3\n');
    expect([exitCode, lines]).toEqual([2, []]);
    const [place = '', line = ''] = /^m\.json:(\d+): /.exec(problems[0] ?? '') ?? [];
    expect(problems[0]).toContain(`${place}${problem}`);
    expect(method.split('\n')[Number(line) - 1]).toContain(atText);
  });

  it('is refused where a field stands twice, at its line', async () => {
    const twice = aMethod().replace('"weight": 1,', '"weight": 1,\n"weight": 2,');
    const { exitCode, problems } = await compositeOf(twice);
    const line = twice.split('\n').indexOf('"weight": 2,') + 1;
    expect([exitCode, problems]).toEqual([
      2,
      [`m.json:${line}: method.field-twice: one object has a field twice; give it once`],
    ]);
  });

  it('is refused where it is not UTF-8, or has levels without end', async () => {
    const latin = Buffer.from(aMethod({ name: 'Hà' }), 'latin1');
    const encoded = await chisoOn(['composite', 'm.json', 'd.csv'], { 'm.json': latin, 'd.csv': A_TABLE });
    expect([encoded.exitCode, encoded.problems[0]]).toEqual([2, expect.stringContaining('file.not-utf8')]);
    let at = 0;
    const opened = '{"code":"N","weight":1,"aggregate":"sum","children":['.repeat(20_000);
    const deep = `{"index":"D","edition":"E","normalise":{"method":"none"},"minimumCoverage":0,"tree":{"code":"D","aggregate":"sum","children":[${opened}${']}'.repeat(20_000)}]}}`;
    const { exitCode, problems } = await compositeOf(deep.replaceAll('"N"', () => `"N${(at += 1)}"`));
    expect([exitCode, problems]).toEqual([2, ['m.json:1: method.invalid: the tree has more than 50 levels']]);
  });

  it('is refused where it is not JSON, with the line of the fault', async () => {
    const broken = aMethod().replace('"minimumCoverage": 0.7,', '"minimumCoverage": 0.7');
    const { exitCode, problems } = await compositeOf(broken);
    expect(exitCode).toBe(2);
    const line = broken.split('\n').findIndex((text) => text.includes('"tree"')) + 1;
    expect(problems[0]).toContain(`m.json:${line}: json.malformed`);
    expect((await compositeOf('{"index": "X"')).problems[0]).toContain('m.json:1: json.malformed');
  });
});
