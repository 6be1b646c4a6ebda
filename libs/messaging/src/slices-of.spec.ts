import { type RawMessage } from './slice.js';
import { slicesOf } from './slices-of.js';

const messages = (count: number, bytes = 10): RawMessage[] =>
  Array.from({ length: count }, (_, offset) => ({
    offset: String(offset),
    key: null,
    value: Buffer.alloc(bytes),
    headers: {},
    timestamp: '0',
  }));

const sizes = (slices: readonly RawMessage[][]): number[] => slices.map(({ length }) => length);

describe('Slices of a fetched batch', () => {
  it.each<[string, number, number, number[]]>([
    ['what fits into one', 2000, 10, [2000]],
    ['a rest of a few events with the slice before it', 2050, 10, [2050]],
    ['a larger rest as a slice of its own', 2500, 10, [2000, 500]],
    ['no more than a megabyte', 60, 100 * 1024, [10, 10, 10, 10, 10, 10]],
    ['a rest of few bytes too', 12, 100 * 1024, [12]],
    ['a rest of few events and many bytes on its own', 13, 100 * 1024, [10, 3]],
    ['nothing', 0, 10, []],
  ])('take %s', (_what, count, bytes, expected) => {
    expect(sizes(slicesOf(messages(count, bytes), 0))).toEqual(expected);
  });

  it('begin at the offset that is wanted, and keep the order', () => {
    const slices = slicesOf(messages(5000), 700);

    expect(slices.flat().map(({ offset }) => Number(offset))).toEqual(
      Array.from({ length: 4300 }, (_, at) => 700 + at),
    );
    expect(sizes(slices)).toEqual([2000, 2300]);
  });
});
