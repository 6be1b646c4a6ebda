import { cursorOf, limitOf, pageOf } from './page-of.js';

describe('a page', () => {
  const rows = ['a', 'b', 'c'];
  const page = (limit: number) =>
    pageOf(
      rows,
      limit,
      (row) => [row],
      (row) => row.toUpperCase(),
    );

  it('is the last one where there are no more rows than the limit', () => {
    expect(page(3)).toEqual({ items: ['A', 'B', 'C'] });
  });

  it('gives a cursor that holds the key of its last row', () => {
    const { items, next } = page(2);
    expect(items).toEqual(['A', 'B']);
    expect(cursorOf(next, ['text'])).toEqual(['b']);
  });
});

describe('what a page is asked with', () => {
  it.each(['0', '1001', '2.5', 'x', '-1'])('cannot be the limit %p', (text) => {
    expect(() => limitOf(text)).toThrow(expect.objectContaining({ code: 'limit.invalid', status: 400 }));
  });

  const aCursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

  it.each(['x', aCursor(['a', 'b']), aCursor([1]), aCursor(['\0'])])('cannot be the cursor %p', (text) => {
    expect(() => cursorOf(text, ['text'])).toThrow(
      expect.objectContaining({ code: 'cursor.invalid', status: 400 }),
    );
  });

  it('cannot begin a page of dated rows with something that is no instant', () => {
    const at = '2024-11-20T10:00:00.000Z';
    expect(cursorOf(aCursor([at]), ['instant'])).toEqual([at]);
    for (const text of ['0', '2024-13-40T10:00:00.000Z'])
      expect(() => cursorOf(aCursor([text]), ['instant'])).toThrow(
        expect.objectContaining({ code: 'cursor.invalid' }),
      );
  });
});
