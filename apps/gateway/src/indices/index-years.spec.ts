import { type PublicationState, type RankState } from '../rankings/ranking.query.js';
import { indexYears, medianOf, type YearFacts } from './index-years.js';
import { editionBreaks, notesOf } from './read-index-page.js';

const aPublication = (
  period: string,
  expected: number,
  results: PublicationState['results'],
): [string, PublicationState] => [
  period,
  { period, state: 'completed', expected, received: results.length, results },
];

const aRanking = (period: string, rows: RankState['rows']): [string, RankState] => [
  period,
  {
    subject: 'PCI.TOTAL',
    rule: 'SURVEY_YEAR',
    period,
    completed: true,
    ofN: rows.length,
    rows,
    version: 1,
    demo: false,
    knownFrom: '2017-03-14T05:00:00.000Z',
  },
];

const yearsOf = (facts: Partial<YearFacts>) =>
  indexYears({
    unitIn: () => 'TN',
    publications: new Map(),
    rankings: new Map(),
    editionOf: (year) => (year < '2009' ? 'PCI-2006' : 'PCI-2009'),
    unitOf: (code) => ({ code, nameVi: code, nameEn: code }),
    ...facts,
  });

describe('the years of an index', () => {
  it('leave no year out: one that was not published to us is a gap', () => {
    const years = yearsOf({
      publications: new Map([
        aPublication('2016', 1, [{ unit: 'TN', value: 61.82, rank: 7 }]),
        aPublication('2018', 63, [{ unit: 'T22', value: 70, rank: 1 }]),
      ]),
    });
    expect(years.map(({ period, state }) => [period, state])).toEqual([
      ['2016', 'complete'],
      ['2017', 'missing'],
      ['2018', 'missing'],
    ]);
  });

  it('stand published beside computed, with how many are held', () => {
    const [year] = yearsOf({
      publications: new Map([aPublication('2020', 3, [{ unit: 'TN', value: 66.56, rank: 11 }])]),
      rankings: new Map([
        aRanking('2020', [
          { unit: 'T22', value: 70, rank: 1 },
          { unit: 'TN', value: 66.5, rank: 2 },
        ]),
      ]),
    });
    expect(year).toMatchObject({
      state: 'partial',
      published: { value: 66.56, rank: 11 },
      computed: { value: 66.5, rank: 2, ofN: 2 },
      held: 2,
      expected: 3,
      best: { unit: { code: 'T22' }, value: 70 },
      others: [70],
    });
    expect(year).not.toHaveProperty('median');
  });

  it('go on under another code where the province was merged and keeps its name', () => {
    const years = yearsOf({
      unitIn: (year) => (year < '2025' ? 'TN' : 'TN25'),
      publications: new Map([
        aPublication('2024', 1, [{ unit: 'TN', value: 66 }]),
        aPublication('2025', 1, [{ unit: 'TN25', value: 67 }]),
      ]),
    });
    expect(years.map(({ state, published, others }) => [state, published?.value, others])).toEqual([
      ['complete', 66, []],
      ['complete', 67, []],
    ]);
  });

  it('name a rank without a score as it was published', () => {
    const [year] = yearsOf({
      publications: new Map([
        aPublication('2021', 63, [
          { unit: 'TN', rank: 28 },
          { unit: 'T22', value: 73, rank: 1 },
        ]),
      ]),
    });
    expect(year).toMatchObject({ state: 'partial', published: { rank: 28 } });
  });

  it('break where the make-up changed, and say which do not reproduce', () => {
    const years = yearsOf({
      publications: new Map([
        aPublication('2008', 1, [{ unit: 'TN', value: 46 }]),
        aPublication('2009', 1, [{ unit: 'TN', value: 58 }]),
      ]),
      rankings: new Map([aRanking('2009', [{ unit: 'TN', value: 57, rank: 1 }])]),
    });
    expect(editionBreaks(years)).toEqual([{ period: '2009', edition: 'PCI-2009' }]);
    expect(notesOf(years)).toEqual(['index.not-reproduced:2009']);
  });
});

describe('the median', () => {
  it('lies between the two in the middle of an even number', () => {
    expect(medianOf([1, 2, 4, 9])).toBe(3);
    expect(medianOf([1, 2, 9])).toBe(2);
    expect(medianOf([])).toBeUndefined();
  });
});
