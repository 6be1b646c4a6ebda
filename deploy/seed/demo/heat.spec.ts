import { DemoFeed } from './feed.mjs';
import { heatTable } from './heat.js';
import { readPlanted } from './planted.mjs';

const cells = heatTable(new DemoFeed({ until: '2025-02-28' }), '2025-01');
const scored = cells.filter(({ score }) => score !== undefined);
const cell = (unit: string, component: string) =>
  cells.find((candidate) => candidate.unit === unit && candidate.component === component);

describe('the newest closed administrative month when the live month begins', () => {
  it('scores all 29 units in ten or more of the 20 heat columns', () => {
    const columns = Map.groupBy(scored, ({ unit }) => unit);
    expect(columns.size).toBe(29);
    expect([...columns].filter(([, ofUnit]) => ofUnit.length < 10)).toEqual([]);
  });

  it('scores the Inspectorate in exactly its ten', () => {
    expect(scored.filter(({ unit }) => unit === 'TTT')).toHaveLength(10);
  });

  it('fills every one of the 20 columns', () => {
    expect(new Set(scored.map(({ component }) => component)).size).toBe(20);
  });

  it('shows all five ratings', () => {
    const ratings = Map.groupBy(cells, ({ rating }) => rating);
    expect([...ratings.keys()].toSorted()).toEqual(['green', 'no-data', 'red', 'unrated', 'yellow']);
    for (const rating of ['green', 'yellow', 'red'] as const)
      expect(ratings.get(rating)?.length ?? 0).toBeGreaterThan(cells.length / 20);
  });

  it.each(readPlanted().ratings)(
    'rates $component of $unit $rating as planted',
    ({ unit, component, rating }) => {
      expect(cell(unit, component)?.rating).toBe(rating);
    },
  );
});
