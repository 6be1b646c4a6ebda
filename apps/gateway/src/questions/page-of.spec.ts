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
    expect(cursorOf(next, 1)).toEqual(['b']);
  });
});

describe('what a page is asked with', () => {
  it.each(['0', '1001', '2.5', 'x', '-1'])('cannot be the limit %p', (text) => {
    expect(() => limitOf(text)).toThrow(expect.objectContaining({ code: 'limit.invalid', status: 400 }));
  });

  it.each(['x', Buffer.from('["a","b"]').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'cannot be the cursor %p',
    (text) => {
      expect(() => cursorOf(text, 1)).toThrow(
        expect.objectContaining({ code: 'cursor.invalid', status: 400 }),
      );
    },
  );
});
