import { csvOf } from './csv.js';

const lineOf = (value: string | number | boolean | undefined): string =>
  csvOf(['x'], [[value]]).split('\n')[1]!;

describe('a table as CSV', () => {
  it('begins with a byte order mark and ends with a line feed', () => {
    expect(csvOf(['a', 'b'], [[1, 'x']])).toBe('\uFEFFa,b\n1,x\n');
  });

  it('leaves what is missing empty', () => {
    expect(lineOf(undefined)).toBe('');
    expect(lineOf(0)).toBe('0');
    expect(lineOf(false)).toBe('false');
  });

  it('quotes commas, quotes and line feeds', () => {
    expect(lineOf('a "b", c')).toBe('"a ""b"", c"');
  });

  it.each(['=1+1', '+1', '-1', '@x'])('keeps a spreadsheet from running %p', (text) => {
    expect(lineOf(text)).toBe(`'${text}`);
  });

  it('leaves negative numbers numbers', () => {
    expect(lineOf(-1.5)).toBe('-1.5');
  });
});
