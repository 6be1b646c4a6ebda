import { ALARM_BUDGET_PER_1000 } from './control-chart-alarms.js';
import { falseSignals, shiftPower } from './control-chart-evidence.js';
import { seededGenerator } from './seeded-generator.js';

const grid = [36, 60].flatMap((points) => [0, 0.3, 0.6].map((lag1) => ({ points, lag1 })));

it.each(grid)('raises at most 5 false alarms per 1,000 months: $points points, lag-1 $lag1', (row) => {
  const random = seededGenerator('alarm budget', row.points, row.lag1);
  const found = falseSignals({ ...row, units: 30 }, 30, random);
  expect(found.per1000).toBeLessThanOrEqual(ALARM_BUDGET_PER_1000);
});

it.each([12, 16, 20])('keeps the budget on a short baseline of %i points', (points) => {
  const random = seededGenerator('alarm budget', points);
  const found = falseSignals({ points, lag1: 0.3, units: 30 }, 50, random);
  expect(found.per1000).toBeLessThanOrEqual(ALARM_BUDGET_PER_1000);
});

it('sees two shifts in three of two sigma within six months, and one in four of one sigma within twelve', () => {
  const settings = { units: 10, points: 60, lag1: 0, months: 12 };
  const two = shiftPower({ ...settings, shift: 2 }, 150, seededGenerator('power', 2));
  const one = shiftPower({ ...settings, shift: 1 }, 150, seededGenerator('power', 1));
  expect(two.foundWithin[5]).toBeGreaterThan(0.66);
  expect(two.foundWithin[11]).toBeGreaterThan(0.9);
  expect(one.foundWithin[11]).toBeGreaterThan(0.25);
});

it('gives the same figures for the same seed', () => {
  const settings = { points: 24, lag1: 0.3, units: 5 };
  const once = falseSignals(settings, 10, seededGenerator('again'));
  expect(falseSignals(settings, 10, seededGenerator('again'))).toEqual(once);
});
