import { chisoOn } from '../../test/chiso-on-files.js';

const HEADER = 'series,period,value\n';
const SOUND = 'good,2020,1\ngood,2021,2\n';

describe('a series file that is wrong', () => {
  it.each([
    ['a text', 'a,2020,many\n', 'x.csv:4: value.not-a-number: the value is "many"'],
    ['not a number', 'a,2020,NaN\n', 'x.csv:4: value.not-a-number'],
    ['an infinite value', 'a,2020,-Infinity\n', 'x.csv:4: value.infinite'],
    ['a value beyond all numbers', 'a,2020,1e999\n', 'x.csv:4: value.infinite'],
    ['an absurd value', 'a,2020,1e101\n', 'x.csv:4: value.out-of-range'],
    ['a value next to nothing', 'a,2020,1e-101\n', 'x.csv:4: value.out-of-range'],
    ['thousands with points', 'a,2020,1.234.567\n', 'x.csv:4: value.not-a-number'],
    ['both decimal marks', 'a,2020,1.5\na,2021,"2,5"\n', 'x.csv:5: value.mixed-decimals'],
    ['a word for a period', 'a,next year,1\n', 'x.csv:4: period.invalid: "next year" is no period'],
    ['a month that does not exist', 'a,2020-13,1\n', 'x.csv:4: period.invalid'],
    ['a week that does not exist', 'a,2021-W53,1\n', 'x.csv:4: period.invalid'],
    ['a day that does not exist', 'a,2021-02-29,1\n', 'x.csv:4: period.invalid'],
    ['years beside months', 'a,2020,1\na,2020-02,1\n', 'x.csv:5: period.mixed: 2020-02 is a month'],
    [
      'two values for one period',
      'a,2020,1\na,2021,2\na,2020,3\n',
      'x.csv:6: cell.two-values: series a has 2020 already on line 4',
    ],
    ['no value at all', 'a,2020,\na,2021,\n', 'x.csv:4: column.all-missing: series a has no value at all'],
    ['a row without a name', ',2020,1\n', 'x.csv:4: series.unnamed'],
  ])('is told for %s; the series gives no result, the others do', async (_, rows, problem) => {
    const { exitCode, lines, problems } = await chisoOn(['trend', 'x.csv'], {
      'x.csv': HEADER + SOUND + rows,
    });
    expect(exitCode).toBe(2);
    expect(lines.map((line) => line['series'])).toEqual(['good']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it.each([
    [
      'a row that is too short',
      `${HEADER}${SOUND}a,2020\n`,
      'x.csv:4: row.width: this row has 2 cells, the header has 3',
    ],
    ['a quote that never ends', `${HEADER}${SOUND}"a,2020,1\n`, 'csv.malformed'],
    [
      'a header without a column',
      'series,year,value\na,2020,1\n',
      'x.csv:1: header.missing: the column period is missing',
    ],
    ['a column twice', 'series,period,value,value\na,2020,1,2\n', 'x.csv:1: header.twice'],
    ['nothing', '', 'x.csv:1: table.empty'],
    ['a header alone', HEADER, 'x.csv:1: table.empty: there is no row under the header'],
  ])('ends the work for %s', async (_, text, problem) => {
    const { exitCode, problems } = await chisoOn(['trend', 'x.csv'], { 'x.csv': text });
    expect(exitCode).toBe(2);
    expect(problems.join('\n')).toContain(problem);
  });

  it('ends the work where it is not UTF-8, not there, or a folder', async () => {
    const latin = Buffer.from(`${HEADER}Hải,2020,1\nHà,2020,1\n`.replace('Hải', 'Hai'), 'latin1');
    const encoded = await chisoOn(['trend', 'x.csv'], { 'x.csv': latin });
    expect(encoded).toMatchObject({ exitCode: 2, lines: [] });
    expect(encoded.problems[0]).toContain('x.csv:3: file.not-utf8');
    const rows = Array.from({ length: 20_000 }, (_, at) => `a,${at % 10_000},1\n`).join('');
    const late = await chisoOn(['trend', 'x.csv'], {
      'x.csv': Buffer.concat([Buffer.from(HEADER + rows), Buffer.from([0xff]), Buffer.from(',2020,1\n')]),
    });
    expect(late).toMatchObject({ exitCode: 2, lines: [] });
    expect(late.problems[0]).toContain('x.csv:20002: file.not-utf8');
    const missing = await chisoOn(['trend', 'nowhere.csv']);
    expect(missing.problems).toEqual([
      'nowhere.csv:1: file.unreadable: this file is not there or may not be read',
    ]);
    expect((await chisoOn(['trend', '/tmp'])).problems[0]).toContain('this is a folder');
  });

  it('tells the first hundred problems and counts the rest', async () => {
    const rows = Array.from({ length: 130 }, (_, at) => `s${at},2020,x\n`).join('');
    const { problems } = await chisoOn(['trend', 'x.csv'], { 'x.csv': HEADER + rows });
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toBe('and 30 more problems');
  });
});
