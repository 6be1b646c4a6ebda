import { type PublicationState, type RankState } from './ranking.query.js';
import { rankingRows, type RankingFacts } from './ranking.response.js';

const published = (results: PublicationState['results']): PublicationState => ({
  period: '2016',
  state: 'completed',
  expected: 63,
  received: results.length,
  results,
});
const computed = (rows: RankState['rows']): RankState => ({
  subject: 'PCI.TOTAL',
  rule: 'SURVEY_YEAR',
  period: '2016',
  completed: true,
  ofN: rows.length,
  rows,
  version: 1,
  demo: false,
  knownFrom: '2017-03-14T05:00:00.000Z',
});
const rows = (facts: Partial<RankingFacts>) =>
  rankingRows({
    publication: undefined,
    ranking: undefined,
    scores: [],
    unitOf: (code) => ({ code, nameVi: code, nameEn: code }),
    ...facts,
  });

describe('a rank table', () => {
  it('has what was published and what was computed in one row', () => {
    const [row] = rows({
      publication: published([
        { unit: 'T48', value: 70.00278, rank: 1, tierVi: 'Rất tốt', tierEn: 'Excellent' },
      ]),
      ranking: computed([{ unit: 'T48', value: 70.0027801, rank: 1 }]),
    });
    expect(row).toEqual({
      unit: { code: 'T48', nameVi: 'T48', nameEn: 'T48' },
      published: { value: 70.00278, rank: 1, tier: { vi: 'Rất tốt', en: 'Excellent' } },
      computed: { value: 70.0027801, rank: 1, ofN: 1 },
    });
  });

  it('follows published ranks first, then computed ones, and keeps units that have only one of both', () => {
    const table = rows({
      publication: published([
        { unit: 'B', rank: 2 },
        { unit: 'A', rank: 1 },
      ]),
      ranking: computed([{ unit: 'C', value: 60, rank: 3 }]),
    });
    expect(table.map((row) => row.unit.code)).toEqual(['A', 'B', 'C']);
    expect(table[1]).not.toHaveProperty('computed');
    expect(table[2]).not.toHaveProperty('published');
  });
});
