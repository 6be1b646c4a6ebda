import { Catalogue } from '#catalogue';
import { type CatalogueEntry } from '#contracts';
import { type MarkQuery, type RatingRow } from './mark.query.js';
import { Standing } from './standing.js';

const aUnit = (code: string, validFrom: string, validTo?: string): CatalogueEntry => ({
  kind: 'unit',
  code,
  validFrom,
  ...(validTo === undefined ? {} : { validTo }),
  attributes: { nameVi: code, nameEn: code, kind: 'department', level: 'province', reports: true },
  version: 1,
  catalogueVersion: 1,
  cause: 'live',
  recordedAt: '2021-01-01T00:00:00.000Z',
});
const aRating = (unit: string): RatingRow => ({
  unit,
  index: '',
  subject: 'SVC.ONTIME',
  rule: 'M15',
  period: '2025-02',
  back: 0,
  rating: 'green',
  reason: 'reached',
  ruleVersion: '1',
  demo: false,
  knownFrom: '2025-02-18T02:00:00.000Z',
});

describe('where indicators stand on a day', () => {
  const catalogue = new Catalogue();
  catalogue.apply([aUnit('SKHDT', '2021-01-01', '2025-02-28'), aUnit('STC25', '2025-03-01')]);
  const marks: Pick<MarkQuery, 'ratingsIn'> = {
    ratingsIn: () => Promise.resolve([aRating('SKHDT'), aRating('STC25')]),
  };
  const unitsOn = async (day: string) =>
    (await new Standing(marks as MarkQuery, catalogue).on(day, 'infinity')).map(({ unit }) => unit);

  it('leaves out what an ended unit reported last', async () => {
    expect(await unitsOn('2025-02-14')).toEqual(['SKHDT']);
    expect(await unitsOn('2025-03-14')).toEqual(['STC25']);
  });
});
