import { publicationStanding, type ReceivedValue } from './publication-standing.js';

const make = { total: 'PCI.TOTAL', components: ['PCI.01', 'PCI.02'] };
const publication = {
  index: 'PCI',
  period: '2016',
  expectedUnits: 2,
  published: [{ unit: 'T48', value: 70, rank: 1, tierEn: 'Excellent' }],
};
const aValue = (given: Partial<ReceivedValue>): ReceivedValue => ({
  indicator: 'PCI.TOTAL',
  unit: 'T48',
  value: 70.00278,
  cause: 'backfill',
  knownFrom: '2017-03-14T05:00:00.000Z',
  ...given,
});

describe('a publication', () => {
  it('does not exist while nothing has come', () => {
    expect(publicationStanding(publication, make, [])).toBeUndefined();
  });

  it('is provisional until every expected province is in', () => {
    expect(publicationStanding(publication, make, [aValue({})])).toMatchObject({
      state: 'provisional',
      received: 1,
      expected: 2,
      cause: 'backfill',
    });
    expect(publicationStanding(publication, make, [aValue({}), aValue({ unit: 'T22' })])).toMatchObject({
      state: 'completed',
      received: 2,
    });
  });

  it('counts a province whose components are all in, though its total is not', () => {
    const parts = [
      aValue({ unit: 'T22', indicator: 'PCI.01' }),
      aValue({ unit: 'T22', indicator: 'PCI.02' }),
    ];
    expect(publicationStanding(publication, make, parts)).toMatchObject({ received: 1 });
    expect(publicationStanding(publication, make, parts.slice(1))).toMatchObject({ received: 0 });
  });

  it('carries the total that came in with the published rank and tier', () => {
    expect(publicationStanding(publication, make, [aValue({})])?.results).toEqual([
      { unit: 'T48', value: 70.00278, rank: 1, tierEn: 'Excellent' },
    ]);
  });

  it('is live as soon as one of its values is', () => {
    const values = [
      aValue({}),
      aValue({ unit: 'T22', cause: 'live', knownFrom: '2026-01-01T00:00:00.000Z' }),
    ];
    expect(publicationStanding(publication, make, values)).toMatchObject({
      cause: 'live',
      knownFrom: '2026-01-01T00:00:00.000Z',
    });
  });
});
