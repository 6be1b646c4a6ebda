import { conformalInterval, conformalRadius, errorPool, probabilityOfReaching } from './conformal.js';

const hundred = Array.from({ length: 100 }, (_, at) => (at + 1) * (at % 2 === 0 ? 1 : -1));

it('takes the 81st of 100 sizes for 80 % and the 96th for 95 %', () => {
  const pool = errorPool(hundred)!;
  expect(conformalRadius(pool, 0.8)).toBe(81);
  expect(conformalRadius(pool, 0.95)).toBe(96);
  expect(conformalInterval(10, pool, 0.8)).toEqual({ lower: -71, upper: 91 });
});

it('has no pool under twenty errors, and at twenty takes the largest for 95 %', () => {
  expect(errorPool(hundred.slice(0, 19))).toBeUndefined();
  expect(conformalRadius(errorPool(hundred.slice(0, 20))!, 0.95)).toBe(20);
});

it('does not depend on the order of the errors', () => {
  expect(errorPool(hundred.toReversed())).toEqual(errorPool(hundred));
});

it('refuses a coverage that the pool cannot give, and an error that is no number', () => {
  const pool = errorPool(hundred.slice(0, 20))!;
  expect(() => conformalRadius(pool, 0.99)).toThrow(expect.objectContaining({ code: 'pool.too-small' }));
  expect(() => errorPool([...hundred, NaN])).toThrow(expect.objectContaining({ code: 'pool.not-finite' }));
});

it('counts the errors that would bring the value to the target, and is never certain', () => {
  const pool = errorPool(Array.from({ length: 39 }, (_, at) => at - 19))!;
  expect(probabilityOfReaching(60, 60, 'up', pool)).toBeCloseTo(20.5 / 40, 12);
  expect(probabilityOfReaching(60, 60, 'down', pool)).toBeCloseTo(20.5 / 40, 12);
  expect(probabilityOfReaching(70, 60, 'up', pool)).toBeCloseTo(10.5 / 40, 12);
  expect(probabilityOfReaching(500, 60, 'up', pool)).toBeCloseTo(0.5 / 40, 12);
  expect(probabilityOfReaching(-500, 60, 'up', pool)).toBeLessThan(1);
});
