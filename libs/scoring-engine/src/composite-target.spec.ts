import { ratedComponent, ratedIndex, type InputTrajectory } from './composite-target.js';
import type { Edition } from './edition.js';
import { COMPONENT_TOLERANCE, rateLatest } from './rating.js';
import type { ScoredInput } from './scored-input.js';
import { scoreIndex } from './unit-score.js';

const EDITION: Edition = {
  id: 'L',
  index: 'L',
  validFromPeriod: '2021-01',
  nodes: [
    { code: 'L', level: 'index', aggregation: 'weighted-mean' },
    { code: 'C', parent: 'L', level: 'component', weight: 1, aggregation: 'weighted-mean' },
    { code: 'D', parent: 'L', level: 'component', weight: 3, aggregation: 'weighted-mean' },
  ],
};

function anInput(indicator: string, feed: string, score?: number): ScoredInput {
  const state = score === undefined ? 'missing' : 'present';
  const common = {
    indicator,
    forUnit: 'S',
    weight: 1,
    feeds: [feed],
    flags: [],
    demo: false,
    observations: [],
  };
  return { ...common, state, pastDue: score === undefined, ...(score === undefined ? {} : { score }) };
}

/** Goalposts 1–10 make value and score the same number. */
const way = (base: number, target: number): InputTrajectory => ({
  base,
  target,
  direction: 'up',
  goalposts: { lo: 1, hi: 10 },
});

describe('the target of a component or index', () => {
  it('is the score of the same indicators at their trajectory points, and so is the base', () => {
    const index = scoreIndex(EDITION, 'L', [
      anInput('A', 'C', 4),
      anInput('B', 'C', 6),
      anInput('E', 'D', 8),
    ]);
    const ways = new Map([
      ['A@S', way(2, 6)],
      ['B@S', way(4, 8)],
      ['E@S', way(5, 9)],
    ]);
    expect(ratedComponent('p', index.components[0]!, ways)).toEqual({
      period: 'p',
      pastDue: false,
      value: 5,
      base: 3,
      target: 7,
    });
    expect(ratedIndex('p', EDITION, index, ways)).toEqual({
      period: 'p',
      pastDue: false,
      value: 72.5,
      base: 45,
      target: 85,
    });
  });

  it('measures both sides over the same indicators where some have no trajectory', () => {
    const index = scoreIndex(EDITION, 'L', [anInput('A', 'C', 4), anInput('B', 'C', 6)]);
    const point = ratedComponent('p', index.components[0]!, new Map([['A@S', way(2, 6)]]));
    expect(point).toMatchObject({ value: 4, base: 2, target: 6 });
  });

  it('is unrated where no indicator has both a value and a trajectory', () => {
    const index = scoreIndex(EDITION, 'L', [anInput('A', 'C', 4)]);
    const point = ratedComponent('p', index.components[0]!, new Map());
    expect(rateLatest({ direction: 'up', tolerance: COMPONENT_TOLERANCE }, [point]).rating).toBe('unrated');
  });

  it('is no-data where over 30 % of the expected weight is past due', () => {
    const seven = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((code) => anInput(code, 'C', 5));
    const three = ['X', 'Y', 'Z'].map((code) => anInput(code, 'C'));
    const rule = { direction: 'up', tolerance: COMPONENT_TOLERANCE } as const;
    const ways = new Map([...seven, ...three].map((input) => [`${input.indicator}@S`, way(1, 9)] as const));
    const rate = (inputs: ScoredInput[]) =>
      rateLatest(rule, [ratedComponent('p', scoreIndex(EDITION, 'L', inputs).components[0]!, ways)]).rating;
    expect(rate([...seven, ...three])).toBe('red');
    expect(rate([...seven.slice(1), ...three])).toBe('no-data');
  });
});
