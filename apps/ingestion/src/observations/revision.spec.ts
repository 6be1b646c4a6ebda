import { aSmallCatalogue, catalogueOf } from '../../test/a-catalogue.js';
import { nextRevision, type StoredRevision } from './revision.js';
import { indicatorTerms, type IndicatorTerms } from './indicator-terms.js';
import { type ValidRow } from './validate-row.js';

const terms = indicatorTerms(catalogueOf(aSmallCatalogue()), 'SVC.ONTIME', '2024-03') as IndicatorTerms;
const cell = { indicator: 'SVC.ONTIME', unit: 'SXD', period: '2024-03' };
const live = { backfill: false, now: '2024-04-01T00:00:00.000Z' };

const aRow = (given: Partial<ValidRow>): ValidRow => ({
  ...cell,
  value: 96,
  status: 'official',
  scoredUnit: 'SXD',
  terms,
  ...given,
});
const aStored = (given: Partial<StoredRevision>): StoredRevision => ({
  ...cell,
  revision: 0,
  id: 'first',
  value: 96,
  numerator: null,
  denominator: null,
  status: 'official',
  flag: null,
  known_from: '2024-03-20T00:00:00.000Z',
  ...given,
});

describe('a row for a cell that has a value', () => {
  it('changes nothing where it says the same', () => {
    expect(nextRevision(aRow({}), [aStored({})], live)).toMatchObject({ unchanged: { id: 'first' } });
  });

  it('is the next revision where it says something else and why', () => {
    expect(nextRevision(aRow({ value: 95, reason: 'audit' }), [aStored({})], live)).toMatchObject({
      next: { revision: 1, value: 95, cause: 'correction', recordedAt: live.now },
    });
  });

  it('is returned where it says something else and not why', () => {
    expect(nextRevision(aRow({ value: 95 }), [aStored({})], live)).toMatchObject({
      problem: { code: 'reason.missing', field: 'reason' },
    });
  });

  it('changes nothing where a feed sends an older revision again with its own time', () => {
    const stored = [
      aStored({}),
      aStored({ revision: 1, id: 'second', value: 95, known_from: '2024-03-25T00:00:00.000Z' }),
    ];
    const again = aRow({ recordedAt: '2024-03-20T00:00:00.000Z' });
    expect(nextRevision(again, stored, live)).toMatchObject({ unchanged: { id: 'first' } });
  });

  it('is returned where it was recorded before the value that it changes', () => {
    const row = aRow({ value: 95, reason: 'audit', recordedAt: '2024-03-19T00:00:00.000Z' });
    expect(nextRevision(row, [aStored({})], live)).toMatchObject({
      problem: { code: 'recorded-at.before-previous' },
    });
  });

  it('is recorded no earlier than the value before, even where business time stands behind it', () => {
    const row = aRow({ value: 95, reason: 'audit' });
    const early = { backfill: false, now: '2024-03-01T00:00:00.000Z' };
    expect(nextRevision(row, [aStored({})], early)).toMatchObject({
      next: { recordedAt: '2024-03-20T00:00:00.000Z' },
    });
  });
});
