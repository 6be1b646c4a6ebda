import fc from 'fast-check';
import { periodOf, shiftPeriod } from '#periods';
import { PLAN_SHAPES } from '#contracts';
import { type PlanShape, trajectory } from './trajectory.js';

const plan = (shape: PlanShape, [from, to]: readonly [string, string], base: number, target: number) =>
  trajectory({
    base: { period: periodOf('M21', from), value: base },
    target: { period: periodOf('M21', to), value: target },
    shape,
  });
const valuesOf = (points: readonly { value: number }[]) => points.map(({ value }) => value);

describe('a trajectory', () => {
  it('rises in equal steps where it is linear', () => {
    const points = plan('linear', ['2023-12', '2024-04'], 94, 98);
    expect(points.map(({ period, value }) => [period, value])).toEqual([
      ['2024-01', 95],
      ['2024-02', 96],
      ['2024-03', 97],
      ['2024-04', 98],
    ]);
    expect(points[0]?.lastDay).toBe('2024-01-20');
  });

  it('holds a quarter of the way until the next is due where it is stepwise', () => {
    expect(valuesOf(plan('stepwise', ['2023-12', '2024-12'], 0, 100))).toEqual([
      0, 0, 25, 25, 25, 50, 50, 50, 75, 75, 75, 100,
    ]);
  });

  it('reaches 25, 50, 75 and 100 % of the target at the quarters’ ends where it is cumulative', () => {
    const values = valuesOf(plan('cumulative', ['2023-12', '2024-12'], 0, 96));
    expect([values[2], values[5], values[8], values[11]]).toEqual([24, 48, 72, 96]);
    expect(values[0]).toBeCloseTo(8);
  });

  it('ends exactly at its target and has a point for each period', () => {
    const ends = fc.record({
      shape: fc.constantFrom(...PLAN_SHAPES),
      length: fc.integer({ min: 1, max: 120 }),
      base: fc.double({ min: -100, max: 100, noNaN: true }),
      target: fc.double({ min: -100, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(ends, ({ shape, length, base, target }) => {
        const from = periodOf('M15', '2021-01');
        const to = shiftPeriod(from, length);
        const points = trajectory({
          base: { period: from, value: base },
          target: { period: to, value: target },
          shape,
        });
        expect(points).toHaveLength(length);
        expect(points.at(-1)).toMatchObject({ period: to.id });
        expect(points.at(-1)?.value).toBeCloseTo(target, 9);
      }),
    );
  });
});
