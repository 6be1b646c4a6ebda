import { type IndicatorValue, rankIndicator } from './rank-group.js';

const valueOf = (unit: string, value?: number): IndicatorValue => ({
  unit,
  ...(value === undefined ? {} : { value }),
  knownFrom: `2024-03-2${value ?? 9}T00:00:00.000Z`,
  demo: false,
});
const ranksOf = (values: IndicatorValue[], members: string[], direction: 'up' | 'down' = 'up') =>
  rankIndicator(values, members, direction).rows.map(({ unit, rank }) => `${unit} ${rank}`);

describe('The ranking of an indicator', () => {
  it('has the best value first, ties shared, among the members of the group alone', () => {
    const values = [valueOf('A', 1), valueOf('B', 3), valueOf('C', 3), valueOf('X', 9)];

    expect(ranksOf(values, ['A', 'B', 'C'])).toEqual(['B 1', 'C 1', 'A 3']);
    expect(rankIndicator(values, ['A', 'B', 'C'], 'up').ofN).toBe(3);
  });

  it('turns round where less is better', () => {
    expect(ranksOf([valueOf('A', 1), valueOf('B', 3)], ['A', 'B'], 'down')).toEqual(['A 1', 'B 2']);
  });

  it('is empty where fewer than two have a value', () => {
    expect(ranksOf([valueOf('A', 1), valueOf('B')], ['A', 'B'])).toEqual([]);
  });

  it('is known from the newest of what its members gave', () => {
    expect(rankIndicator([valueOf('A', 1), valueOf('B', 3)], ['A', 'B'], 'up').knownFrom).toMatch(/-23T/);
  });
});
