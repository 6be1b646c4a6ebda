import { paceTo } from './forecast-target.js';

const points = [1, 2, 3, 9].map((value, at) => ({ index: 2020 + at, value }));

it('sets the pace needed beside the median pace achieved, which one jump does not move', () => {
  expect(paceTo({ index: 2025, value: 15 }, points)).toEqual({
    required: 3,
    achieved: 1.8333333333333333,
    periodsLeft: 2,
  });
});

it('knows no achieved pace of a single value', () => {
  expect(paceTo({ index: 2025, value: 15 }, points.slice(3))).toEqual({ required: 3, periodsLeft: 2 });
});

it('says nothing once the period of the target has come', () => {
  expect(paceTo({ index: 2023, value: 15 }, points)).toBeUndefined();
});
