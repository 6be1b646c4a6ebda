import fc from 'fast-check';
import type { Cell } from './candidate-period.js';
import { cellAsKnownOn, cellOf, mergeReport } from './cell-revision.js';

function aReport(change: Partial<Cell> = {}): Cell {
  return { observationId: 'o1', revision: 0, recordedAt: '2021-03-20T03:00:00.000Z', value: 90, ...change };
}

describe('a cell', () => {
  it('takes the first report and every higher revision', () => {
    expect(mergeReport(undefined, aReport())).toEqual({ cell: aReport(), outcome: 'newer' });
    expect(mergeReport(aReport(), aReport({ revision: 1, value: 96 }))).toMatchObject({
      cell: { value: 96 },
      outcome: 'newer',
    });
  });

  it('keeps the newer revision when the older one arrives later', () => {
    expect(mergeReport(aReport({ revision: 1, value: 96 }), aReport({ value: 12 }))).toMatchObject({
      cell: { value: 96 },
      outcome: 'lower-revision',
    });
  });

  it('is unchanged by the same report again', () => {
    expect(mergeReport(aReport(), aReport())).toEqual({ cell: aReport(), outcome: 'same' });
  });

  it('has no value while one revision came with two, until a higher one comes', () => {
    const { cell, outcome } = mergeReport(
      aReport(),
      aReport({ observationId: 'o2', value: 91, recordedAt: '2021-03-21T03:00:00.000Z' }),
    );
    expect([cell, outcome]).toEqual([
      { observationId: 'o1', revision: 0, recordedAt: '2021-03-21T03:00:00.000Z', conflict: true },
      'conflict',
    ]);
    expect(mergeReport(cell, aReport()).cell).toEqual(cell);
    expect(mergeReport(cell, aReport({ revision: 1, value: 91 })).cell).toEqual(
      aReport({ revision: 1, value: 91 }),
    );
  });

  it('answers as it was known at an instant', () => {
    const reports = [aReport(), aReport({ revision: 1, value: 96, recordedAt: '2021-04-02T03:00:00.000Z' })];
    expect(cellAsKnownOn(reports, '2021-03-31T17:00:00.000Z')?.value).toBe(90);
    expect(cellAsKnownOn(reports, '2021-04-02T03:00:00.000Z')?.value).toBe(96);
    expect(cellAsKnownOn(reports, '2021-01-01T00:00:00.000Z')).toBeUndefined();
  });

  it('is the same for every order, repetition and split of its reports', () => {
    const report = fc.record({
      id: fc.constantFrom('o1', 'o2', 'o3'),
      revision: fc.integer({ min: 0, max: 2 }),
      value: fc.constantFrom(1, 2, undefined),
      second: fc.integer({ min: 0, max: 9 }),
      demo: fc.boolean(),
    });
    const reports = fc.array(report, { minLength: 1, maxLength: 6 }).map((rows) =>
      rows.map(({ id, revision, value, second, demo }): Cell => ({
        observationId: id,
        revision,
        recordedAt: `2021-03-20T03:00:0${second}.000Z`,
        ...(value === undefined ? {} : { value }),
        ...(demo ? { demo } : {}),
      })),
    );
    const shuffled = reports.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows, ...rows], { minLength: 2 * rows.length })),
    );
    fc.assert(fc.property(shuffled, ([rows, again]) => expect(cellOf(again)).toEqual(cellOf(rows))));
  });
});
