import { type DueCount } from '../obligations/obligation.query.js';
import { freshnessOf } from './freshness.js';

const due = (unit: string, state: DueCount['state'], count = 1): DueCount => ({ unit, state, count });
const isUnit = (code: string) => code !== 'POLICE';

describe('how fresh and complete the reports are', () => {
  it('counts a unit as in when none of its reports is open or late', () => {
    const counts = [
      due('SXD', 'received', 9),
      due('STC', 'received', 3),
      due('STC', 'late'),
      due('SCT', 'expected'),
    ];
    expect(freshnessOf(counts, undefined, isUnit)).toEqual({
      unitsExpected: 3,
      unitsReported: 1,
      reportsExpected: 14,
      reportsReceived: 12,
      reportsLate: 1,
    });
  });

  it('counts the reports of a body that lends the province a value, but not the body', () => {
    const counts = [due('SXD', 'received'), due('POLICE', 'received', 2)];
    expect(freshnessOf(counts, undefined, isUnit)).toMatchObject({
      unitsExpected: 1,
      unitsReported: 1,
      reportsExpected: 3,
    });
  });

  it('leaves a unit out whose reports have all ended with it', () => {
    expect(freshnessOf([due('H164', 'ended', 4)], undefined, isUnit)).toMatchObject({ unitsExpected: 0 });
  });
});
