import { competitionRank, quartileGroups, rankWithinPeers, tierOf } from './rank.js';

const row = (unit: string, value?: number) => (value === undefined ? { unit } : { unit, value });

describe('competition ranking', () => {
  it('shares a rank among equals and leaves the next one out', () => {
    const ranked = competitionRank([row('a', 5), row('b', 7), row('c', 7), row('d', 9)]);
    expect(ranked.map(({ unit, rank, tied }) => [unit, rank, tied])).toEqual([
      ['d', 1, false],
      ['b', 2, true],
      ['c', 2, true],
      ['a', 4, false],
    ]);
  });

  it('ranks before any rounding for display', () => {
    expect(competitionRank([row('a', 60.004), row('b', 60.0049)]).map(({ unit }) => unit)).toEqual([
      'b',
      'a',
    ]);
  });

  it('sees no difference below 1e-9', () => {
    expect(competitionRank([row('a', 0.1 + 0.2), row('b', 0.3)]).every((one) => one.rank === 1)).toBe(true);
  });

  it('puts units without a value last, without a rank, and counts the others', () => {
    expect(competitionRank([row('a'), row('b', 1)])).toEqual([
      { unit: 'b', value: 1, rank: 1, ofN: 1, tied: false },
      { unit: 'a', ofN: 1, tied: false },
    ]);
  });

  it('ranks the lowest first where low is better', () => {
    expect(competitionRank([row('a', 5), row('b', 7)], 'low')[0]).toMatchObject({ unit: 'a', rank: 1 });
  });

  it('refuses a unit twice and an infinite value', () => {
    expect(() => competitionRank([row('a', 1), row('a', 2)])).toThrow('cell.two-values');
    expect(() => competitionRank([row('a', Infinity)])).toThrow('value.infinite');
  });

  it('stays inside the peer group and marks a small one', () => {
    const { rows, smallGroup } = rankWithinPeers(
      [row('a', 5), row('b', 7), row('c', 9)],
      new Set(['a', 'b']),
    );
    expect(rows.map(({ unit, rank }) => [unit, rank])).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
    expect(smallGroup).toBe(true);
  });
});

describe('groups and tiers', () => {
  const all = Array.from({ length: 63 }, (_, at) => row(`p${String(at).padStart(2, '0')}`, 100 - at));

  it('are 16, 16, 15 and 16 where all 63 are complete', () => {
    const groups = quartileGroups(competitionRank(all))!;
    const sizes = [1, 2, 3, 4].map((group) => [...groups.values()].filter((one) => one === group).length);
    expect(sizes).toEqual([16, 16, 15, 16]);
    expect(groups.get('p00')).toBe(1);
  });

  it('share the better group across a border', () => {
    const tied = all.map((one, at) => (at === 16 ? { ...one, value: 85 } : one));
    expect(quartileGroups(competitionRank(tied))!.get('p16')).toBe(1);
  });

  it('are unknown where one is missing', () => {
    expect(quartileGroups(competitionRank(all.slice(1)))).toBeUndefined();
    expect(quartileGroups(competitionRank([...all.slice(1), row('p00')]))).toBeUndefined();
  });

  it('are named only inside the published range of a year', () => {
    const ranges = [
      { tier: 'High', lowest: 61, highest: 66 },
      { tier: 'Mid', lowest: 54, highest: 59 },
    ];
    expect([62, 60, 54].map((score) => tierOf(score, ranges))).toEqual(['High', undefined, 'Mid']);
  });
});
