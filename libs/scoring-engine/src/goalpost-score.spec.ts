import { goalpostScore } from './goalpost-score.js';

const POSTS = { lo: 20, hi: 80 };

describe('the score between goalposts', () => {
  it.each([
    ['up', 20, 1],
    ['up', 50, 5.5],
    ['up', 80, 10],
    ['down', 20, 10],
    ['down', 35, 7.75],
    ['down', 80, 1],
  ] as const)('where %s is better gives %d the score %d', (direction, value, score) => {
    expect(goalpostScore(value, POSTS, direction)).toEqual({ score });
  });

  it.each([
    ['up', 19, { score: 1, clamped: 'low' }],
    ['up', 81, { score: 10, clamped: 'high' }],
    ['down', 81, { score: 1, clamped: 'low' }],
    ['down', 19, { score: 10, clamped: 'high' }],
  ] as const)('where %s is better clamps %d and says at which end', (direction, value, expected) => {
    expect(goalpostScore(value, POSTS, direction)).toEqual(expected);
  });

  it('refuses goalposts without width, upside down or infinite, and an infinite value', () => {
    for (const goalposts of [
      { lo: 5, hi: 5 },
      { lo: 9, hi: 1 },
      { lo: 0, hi: Infinity },
    ]) {
      expect(() => goalpostScore(5, goalposts, 'up')).toThrow('goalposts.invalid');
    }
    expect(() => goalpostScore(NaN, POSTS, 'up')).toThrow('value.infinite');
  });
});
