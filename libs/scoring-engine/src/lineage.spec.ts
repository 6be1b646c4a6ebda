import { entryOn, goesOn, predecessorsOf, unitBreaks, unitsOn, type UnitEntry } from './lineage.js';
import { piecesBetweenBreaks } from './series-breaks.js';

/** The kinds of change that departments.csv and provinces.csv hold. */
const ENTRIES: UnitEntry[] = [
  { code: 'TN', validFrom: '2004-01-01', validTo: '2025-06-30', successors: ['TN25'], change: 'merge' },
  { code: 'BK', validFrom: '2004-01-01', validTo: '2025-06-30', successors: ['TN25'], change: 'merge' },
  { code: 'TN25', validFrom: '2025-07-01', successors: [] },
  {
    code: 'SNV',
    validFrom: '2021-01-01',
    validTo: '2025-02-28',
    successors: ['SNV25', 'SDT25'],
    change: 'split',
  },
  { code: 'SNV25', validFrom: '2025-03-01', validTo: '2025-06-30', successors: ['SNV26'], change: 'rename' },
  { code: 'SNV26', validFrom: '2025-07-01', successors: [] },
  { code: 'SDT25', validFrom: '2025-03-01', successors: [] },
  { code: 'KCN', validFrom: '2021-01-01', validTo: '2025-06-30', successors: ['KCN'], change: 'reparent' },
  { code: 'KCN', validFrom: '2025-07-01', successors: [] },
  { code: 'H1', validFrom: '2021-01-01', validTo: '2025-06-30', successors: [], change: 'abolish' },
];

describe('the lineage of units', () => {
  it('keeps a unit while it holds and leads to its successors after', () => {
    expect(unitsOn(ENTRIES, 'TN', '2025-06-30')).toEqual(['TN']);
    expect(unitsOn(ENTRIES, 'TN', '2025-07-01')).toEqual(['TN25']);
    expect(unitsOn(ENTRIES, 'SNV', '2025-04-01')).toEqual(['SDT25', 'SNV25']);
  });

  it('follows a successor that has ended to its own', () => {
    expect(unitsOn(ENTRIES, 'SNV', '2025-08-01')).toEqual(['SDT25', 'SNV26']);
  });

  it('leads nowhere from a unit that was abolished or has not begun', () => {
    expect(unitsOn(ENTRIES, 'H1', '2025-08-01')).toEqual([]);
    expect(unitsOn(ENTRIES, 'TN25', '2020-01-01')).toEqual([]);
  });

  it('names predecessors and the entry of a day', () => {
    expect(predecessorsOf(ENTRIES, 'TN25')).toEqual(['BK', 'TN']);
    expect(entryOn(ENTRIES, 'KCN', '2025-07-01')).toMatchObject({ validFrom: '2025-07-01' });
  });

  it('goes on across a rename or another parent and breaks at every other change', () => {
    expect((['unchanged', 'rename', 'reparent'] as const).map(goesOn)).toEqual([true, true, true]);
    expect((['merge', 'split', 'absorb', 'abolish', 'reorganise'] as const).map(goesOn)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(unitBreaks(ENTRIES, 'KCN')).toEqual([]);
    const merged = ENTRIES.map((entry): UnitEntry =>
      entry.change === 'reparent' ? { ...entry, change: 'merge' } : entry,
    );
    expect(unitBreaks(merged, 'KCN')).toEqual(['2025-07-01']);
  });

  it('refuses units that succeed each other in a circle, and successors without an entry', () => {
    const circle: UnitEntry[] = [
      { code: 'A', validFrom: '2020-01-01', validTo: '2020-12-31', successors: ['B'] },
      { code: 'B', validFrom: '2020-01-01', validTo: '2020-12-31', successors: ['A'] },
    ];
    expect(() => unitsOn(circle, 'A', '2021-01-01')).toThrow('tree.cycle');
    expect(() => unitsOn([{ ...circle[0]!, successors: ['X'] }], 'A', '2021-01-01')).toThrow('tree.orphan');
  });
});

describe('a series with breaks', () => {
  const points = ['2019', '2020', '2021', '2022'].map((period) => ({ period, lastDay: `${period}-12-31` }));

  it('is cut at periods and at days', () => {
    const cut = (starts: string[]) =>
      piecesBetweenBreaks(points, starts).map((piece) => piece.map((point) => point.period));
    expect(cut([])).toEqual([['2019', '2020', '2021', '2022']]);
    expect(cut(['2021'])).toEqual([
      ['2019', '2020'],
      ['2021', '2022'],
    ]);
    expect(cut(['2021-07-01', '2022'])).toEqual([['2019', '2020'], ['2021'], ['2022']]);
    expect(cut(['2018', '2019-01-01'])).toHaveLength(1);
  });
});
