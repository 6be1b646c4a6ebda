import fc from 'fast-check';
import { medianInPlace, selectRank } from './statistics-select.js';

const numbers = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 200 });

it('finds the value of every rank and leaves the array parted around it', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (values, seed) => {
      const rank = seed % values.length;
      const worked = Float64Array.from(values);
      const found = selectRank(worked, 0, values.length - 1, rank);
      const sorted = values.toSorted((a, b) => a - b);
      expect(found).toBe(sorted[rank]);
      expect([...worked.subarray(0, rank)].every((value) => value <= found)).toBe(true);
      expect([...worked.subarray(rank)].every((value) => value >= found)).toBe(true);
    }),
  );
});

it('takes the mean of the middle two of an even number of values', () => {
  expect(medianInPlace(Float64Array.of(5, 1, 9, 2), 4)).toBe(3.5);
  expect(medianInPlace(Float64Array.of(5, 1, 9), 3)).toBe(5);
});
