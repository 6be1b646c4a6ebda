import { aScoring, rankingOf } from '../../test/a-scoring.js';
import { anObservation } from '../../test/builders.js';

describe('Rankings of indicators', () => {
  it('follow the values of a peer group, ties shared, and nothing is ranked alone', async () => {
    const scoring = await aScoring();
    const values: [string, number][] = [
      ['STNMT', 95],
      ['SXD', 97],
      ['SYT', 95],
    ];
    await scoring.observe([anObservation({ unit: 'STNMT', value: 95 })]);
    await scoring.settle();
    const alone = await rankingOf(scoring, 'SVC.ONTIME', '2024-03', 'PG_SO');

    await scoring.observe(values.map(([unit, value]) => anObservation({ unit, value })));
    await scoring.settle();
    const three = await rankingOf(scoring, 'SVC.ONTIME', '2024-03', 'PG_SO');

    await scoring.observe([anObservation({ unit: 'SXD', value: 97.5, revision: 0 })]);
    await scoring.settle();
    const withConflict = await rankingOf(scoring, 'SVC.ONTIME', '2024-03', 'PG_SO');
    await scoring.close();

    expect(alone).toBeUndefined();
    expect(three).toMatchObject({ subjectKind: 'indicator', version: 1, ofN: 3, completed: false });
    expect(three?.rows.map(({ unit, rank }) => [unit, rank])).toEqual([
      ['SXD', 1],
      ['STNMT', 2],
      ['SYT', 2],
    ]);
    expect(withConflict?.rows.map(({ unit }) => unit)).toEqual(['STNMT', 'SYT']);
  });
});
