import fc from 'fast-check';
import { periodOf } from '#periods';
import { fingerprintOf, mergedCell, UnitWindow, type WindowCell } from './unit-window.js';

const aCell = (revision: number, value: number, given: Partial<WindowCell> = {}): WindowCell => ({
  observationId: `${revision}-${value}`,
  revision,
  value,
  recordedAt: '2024-04-01T00:00:00.000Z',
  fingerprint: fingerprintOf(value),
  ...given,
});

describe('Merging versions of a cell', () => {
  it('takes a higher revision and leaves a lower one', () => {
    expect(mergedCell(aCell(0, 90), aCell(1, 91))).toMatchObject({ value: 91 });
    expect(mergedCell(aCell(1, 91), aCell(0, 90))).toMatchObject({ value: 91 });
  });

  it('marks two contents of one revision as a conflict until a higher revision comes', () => {
    const conflict = mergedCell(aCell(1, 90), aCell(1, 91));

    expect(conflict).toMatchObject({ conflict: true });
    expect(mergedCell(conflict, aCell(2, 92)).conflict).toBeUndefined();
  });

  it('changes nothing for a copy', () => {
    const cell = aCell(0, 90);

    expect(mergedCell(cell, aCell(0, 90))).toBe(cell);
  });

  it('gives the same cell for every order of the versions', () => {
    const version = fc
      .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }))
      .map(([revision, value]) => aCell(revision, value, { recordedAt: `2024-04-01T00:00:0${value}.000Z` }));
    const merged = (cells: readonly WindowCell[]) =>
      cells.reduce<WindowCell | undefined>((before, cell) => mergedCell(before, cell), undefined);
    fc.assert(
      fc.property(fc.array(version, { minLength: 1, maxLength: 8 }), (cells) => {
        expect(merged([...cells].reverse())).toEqual(merged([...cells, ...cells]));
      }),
    );
  });
});

describe('A unit window', () => {
  const april = periodOf('M15', '2024-04');
  const always = () => true;

  it('has scores for a period once something of it came after the period began', () => {
    const window = new UnitWindow('STNMT', '2020-01-01');
    const year = periodOf('CAL_Y', '2024');

    window.mergeObservation(
      'TASK.PLAN|STNMT',
      year,
      aCell(0, 1, { recordedAt: '2024-01-31T10:00:00.000Z' }),
      always,
    );
    expect(window.isActive(periodOf('M15', '2025-01'))).toBe(false);

    window.mergeObservation(
      'SVC.ONLINE|STNMT',
      april,
      aCell(0, 80, { recordedAt: '2024-04-16T10:00:00.000Z' }),
      always,
    );
    expect(window.isActive(april)).toBe(true);
  });

  it('lets only a report that becomes late or ceases to be late matter', () => {
    const window = new UnitWindow('STNMT', '2020-01-01');
    const owed = (state: 'expected' | 'late' | 'received', version: number) =>
      window.mergeOwed(
        'SVC.ONLINE|STNMT',
        april,
        { state, version, knownFrom: '2024-04-19T10:00:00.000Z' },
        always,
      );

    expect(owed('expected', 1)).toEqual({ newer: true, matters: false });
    expect(owed('late', 2)).toEqual({ newer: true, matters: true });
    expect(owed('expected', 1)).toEqual({ newer: false, matters: false });
    expect(owed('received', 3)).toEqual({ newer: true, matters: true });
  });
});
