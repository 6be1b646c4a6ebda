import fc from 'fast-check';
import { readOracle } from '../../../test/oracles/read-oracle.js';
import { automaticPenalty, changePoints } from './change-points.js';

interface Nile {
  readonly y: readonly number[];
  readonly breakpoints: readonly number[];
  readonly RSS: readonly number[];
  readonly segment_means: readonly number[];
  readonly best_by_number_of_breaks: Record<string, Record<string, number | null>>;
}
interface Found {
  readonly penalty: number;
  readonly bkps: readonly number[];
}
interface Ruptures {
  readonly nile_l2_min2: readonly Found[];
  readonly cases: readonly {
    readonly seed: number;
    readonly y: readonly number[];
    readonly pelt_l2_minsize2: readonly Found[];
    readonly dynp_l2: readonly number[];
  }[];
}
const nile = readOracle<Nile>('scoring', 'changepoint_nile');
const ruptures = readOracle<Ruptures>('scoring', 'ruptures_open');

function squares(values: readonly number[], breaks: readonly number[]): number {
  const ends = [...breaks, values.length];
  return ends.reduce((sum, end, at) => {
    const part = values.slice(at === 0 ? 0 : ends[at - 1], end);
    const mean = part.reduce((a, b) => a + b, 0) / part.length;
    return sum + part.reduce((a, b) => a + (b - mean) ** 2, 0);
  }, 0);
}

/** The best of all ways to cut, by trying them: what PELT must find without trying them. */
function cheapestByTrying(values: readonly number[], penalty: number, shortest: number): number {
  const best = [-penalty];
  for (let end = 1; end <= values.length; end += 1) {
    best[end] = Infinity;
    for (let start = 0; start <= end - shortest; start += 1) {
      best[end] = Math.min(best[end]!, best[start]! + squares(values.slice(start, end), []) + penalty);
    }
  }
  return best[values.length]!;
}

describe(`Changes of level of the Nile (${nile.source})`, () => {
  it('finds the one break after 28 years, with the means beside it, by its own penalty', () => {
    expect(changePoints(nile.y).breaks).toEqual(nile.breakpoints);
    const mean = (part: readonly number[]) => part.reduce((a, b) => a + b, 0) / part.length;
    expect(mean(nile.y.slice(0, 28))).toBeCloseTo(nile.segment_means[0]!, 9);
    expect(mean(nile.y.slice(28))).toBeCloseTo(nile.segment_means[1]!, 9);
  });

  // strucchange's shortest segment is 15 of 100 years. No penalty asks for 3 or 5 breaks: 4 save more than 3 for
  // the price, and 5 fit worse than 4.
  it.each([
    [1, 100000],
    [2, 30000],
    [4, 20000],
  ])('finds its best %i breaks at penalty %i', (count, penalty) => {
    const expected = Object.values(nile.best_by_number_of_breaks[count]!).filter((at) => at !== null);
    const { breaks } = changePoints(nile.y, { penalty, minimumSegment: 15 });
    expect(breaks).toEqual(expected);
    expect(squares(nile.y, breaks)).toBeCloseTo(nile.RSS[count]!, 4);
  });
});

describe(`Changes of level (${ruptures.source})`, () => {
  it.each(ruptures.nile_l2_min2)('agrees on the Nile at penalty $penalty', ({ penalty, bkps }) => {
    expect(changePoints(nile.y, { penalty, minimumSegment: 2 }).breaks).toEqual(bkps.slice(0, -1));
  });

  it.each(
    ruptures.cases.flatMap(({ seed, y, pelt_l2_minsize2 }) =>
      pelt_l2_minsize2.map((found) => ({ seed, y, ...found })),
    ),
  )('agrees on series $seed at penalty $penalty', ({ y, penalty, bkps }) => {
    expect(changePoints(y, { penalty, minimumSegment: 2 }).breaks).toEqual(bkps.slice(0, -1));
  });

  it.each(ruptures.cases)('reaches the exact optimum of series $seed', ({ y, dynp_l2 }) => {
    const exact = dynp_l2.slice(0, -1);
    const penalties = Array.from({ length: 400 }, (_, at) => 0.25 * (at + 1));
    const sameCount = penalties
      .map((penalty) => changePoints(y, { penalty, minimumSegment: 2 }).breaks)
      .filter((breaks) => breaks.length === exact.length);
    for (const breaks of sameCount) expect(breaks).toEqual(exact);
    const penalty = 10;
    const found = changePoints(y, { penalty, minimumSegment: 2 }).breaks;
    const price = (breaks: readonly number[]) => squares(y, breaks) + penalty * breaks.length;
    expect(price(found)).toBeLessThanOrEqual(price(exact) + 1e-9);
  });

  it.each(['pelt_l1_minsize2', 'binseg_l2_pen10'])(
    'does not offer %s: one exact method is enough',
    (name) => {
      expect(Object.keys(ruptures.cases[0]!)).toContain(name);
    },
  );
});

it('finds the cheapest way to cut any series', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 5 }),
      (values, penalty, minimumSegment) => {
        fc.pre(values.length >= minimumSegment);
        const { breaks } = changePoints(values, { penalty, minimumSegment });
        const price = squares(values, breaks) + penalty * breaks.length;
        expect(price).toBeCloseTo(cheapestByTrying(values, penalty, minimumSegment), 6);
        const ends = [0, ...breaks, values.length];
        expect(ends.slice(1).every((end, at) => end - ends[at]! >= minimumSegment)).toBe(true);
      },
    ),
  );
});

it('sets the penalty at 3 σ² log n with σ from the moving range', () => {
  const values = [1, 3, 1, 3, 1, 3];
  expect(automaticPenalty(values)).toBeCloseTo(3 * (2 / 1.1283791670955126) ** 2 * Math.log(6), 12);
});

it('finds no break in a constant series or in one too short for two segments', () => {
  expect(changePoints(Array(30).fill(0.1)).breaks).toEqual([]);
  expect(changePoints([1, 1, 9, 9, 9])).toMatchObject({ n: 5, breaks: [] });
});

it('takes a jump that lasts three periods for a break', () => {
  expect(changePoints([5, 5.1, 4.9, 5, 5.1, 9, 9.1, 9.05]).breaks).toEqual([5]);
});

it.each([
  ['a negative penalty', { penalty: -1 }, 'setting.penalty'],
  ['an empty segment', { minimumSegment: 0 }, 'setting.segment'],
])('refuses %s', (_, settings, code) => {
  expect(() => changePoints([1, 2, 3], settings)).toThrow(expect.objectContaining({ code }));
});
