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
    ['what fits into one', 4000, 10, [4000]],
    ['a rest of a few events with the slice before it', 4050, 10, [4050]],
    ['a larger rest as a slice of its own', 5000, 10, [4000, 1000]],
    ['no more than two megabytes', 60, 100 * 1024, [20, 20, 20]],
    ['a rest of few bytes too', 22, 100 * 1024, [22]],
    ['a rest of few events and many bytes on its own', 26, 100 * 1024, [20, 6]],
    ['nothing', 0, 10, []],
  ])('take %s', (_what, count, bytes, expected) => {
    expect(sizes(slicesOf(messages(count, bytes), 0))).toEqual(expected);
  });

  it('begin at the offset that is wanted, and keep the order', () => {
    const slices = slicesOf(messages(9000), 700);

    expect(slices.flat().map(({ offset }) => Number(offset))).toEqual(
      Array.from({ length: 8300 }, (_, at) => 700 + at),
    );
    expect(sizes(slices)).toEqual([4000, 4300]);
  });
});
