import { attributeFaults, CATALOGUE_KINDS, type CatalogueKind } from '#contracts';
import { readTable } from '../tables.mjs';
import { catalogueDrafts } from './catalogue.mjs';
import { expectedUnits } from './publications.mjs';

const drafts = catalogueDrafts();
const ofKind = (kind: CatalogueKind) => drafts.filter((draft) => draft.kind === kind);
const find = (kind: CatalogueKind, code: string, on: string) =>
  drafts.find(
    (draft) =>
      draft.kind === kind &&
      draft.code === code &&
      draft.validFrom <= on &&
      (draft.validTo === undefined || on <= draft.validTo),
  );

describe('the catalogue made from the files', () => {
  it('keeps to the schema of each kind', () => {
    const faults = drafts.flatMap(({ kind, code, attributes }) =>
      attributeFaults(kind, attributes).map(({ field, detail }) => `${kind} ${code}: ${field} ${detail}`),
    );
    expect(faults).toEqual([]);
  });

  it('has entries of every kind that the contracts name, each key once', () => {
    const kinds = new Set(drafts.map(({ kind }) => kind));
    expect(Object.keys(CATALOGUE_KINDS).filter((kind) => !kinds.has(kind))).toEqual(['catalogue-version']);
    expect(new Set(drafts.map(({ kind, code, validFrom }) => `${kind}:${code}:${validFrom}`)).size).toBe(
      drafts.length,
    );
  });

  it('never begins an entry after its end', () => {
    expect(drafts.filter(({ validFrom, validTo }) => validTo !== undefined && validFrom > validTo)).toEqual(
      [],
    );
  });

  it('leaves no row of the files out but examples of other provinces', () => {
    const rows = (name: string) => readTable(name, []).length;
    expect(ofKind('assignment')).toHaveLength(rows('assignments'));
    expect(ofKind('goalposts')).toHaveLength(rows('goalposts'));
    expect(ofKind('position')).toHaveLength(rows('positions'));
    expect(ofKind('component')).toHaveLength(rows('components'));
    expect(ofKind('calendar-day')).toHaveLength(rows('calendar'));
    expect(ofKind('peer-group-member')).toHaveLength(rows('peer_groups'));
    expect(ofKind('edition')).toHaveLength(rows('editions'));
    const examples = readTable('responsibilities', ['load', 'source']).filter(({ load }) => load === 'no');
    expect(examples.length).toBeGreaterThan(0);
    expect(ofKind('responsibility')).toHaveLength(rows('responsibilities') - examples.length);
  });

  it('keeps source, note and verified of a row', () => {
    const row = readTable('indicators', ['code', 'source', 'note']).find(
      ({ code }) => code === 'INV.DISB.PROV',
    );
    expect(find('indicator', 'INV.DISB.PROV', '2024-01-01')?.attributes).toMatchObject({
      source: row?.source,
      note: row?.note,
      verified: expect.anything(),
    });
  });

  it('makes one unit of a province that is also a body, under the name of the province', () => {
    expect(find('unit', 'TN', '2020-06-30')).toMatchObject({
      validTo: '2025-06-30',
      attributes: { nameVi: 'Thái Nguyên', kind: 'province', successorCodes: ['TN25'], pciId: '70' },
    });
  });

  it('writes the tree of an edition into the edition', () => {
    const pci = find('edition', 'PCI-2013', '2016-12-31');
    expect(pci?.attributes).toMatchObject({ index: 'PCI', validFromPeriod: '2013', validToPeriod: '2021' });
    expect(pci?.attributes['nodes']).toContainEqual(
      expect.objectContaining({ code: 'PCI.03', parent: 'PCI.TOTAL', weight: 20, scaleMin: 1, scaleMax: 10 }),
    );
  });

  it('gives a node without an indicator a dated outcome of the same code', () => {
    expect(find('indicator', 'PAPI.2.2', '2015-12-31')).toMatchObject({
      validFrom: '2011-01-01',
      validTo: '2017-12-31',
      attributes: {
        kind: 'outcome',
        periodRule: 'SURVEY_YEAR',
        dueRule: 'PUB_3WD',
        scored: false,
        scaleMax: 3.3333,
      },
    });
    expect(find('indicator', 'PAPI.2.2', '2019-12-31')?.attributes['kind']).toBe('perception');
    expect(find('indicator', 'PCI.IMP', '2005-12-31')?.validTo).toBe('2005-12-31');
  });

  it('names every node of a PCI or PAPI edition by exactly one indicator on each day of it', () => {
    const editions = ofKind('edition').filter(({ attributes }) => attributes['index'] !== 'LEAD');
    const counts = editions.flatMap(({ attributes, validFrom }) =>
      (attributes['nodes'] as { code: string }[]).map(({ code }) => ({
        code,
        validFrom,
        count: ofKind('indicator').filter(
          (row) =>
            row.code === code &&
            row.validFrom <= validFrom &&
            (row.validTo === undefined || validFrom <= row.validTo),
        ).length,
      })),
    );
    expect(counts.filter(({ count }) => count !== 1)).toEqual([]);
  });

  it('knows the official PCI results and how many provinces a year has', () => {
    const pci2016 = find('publication', 'PCI:2016', '2016-12-31');
    expect(pci2016?.attributes['expectedUnits']).toBe(63);
    expect(pci2016?.attributes['published']).toHaveLength(63);
    expect(pci2016?.attributes['published']).toContainEqual({
      unit: 'T48',
      value: 70.001396,
      rank: 1,
      tierVi: 'Rất tốt',
      tierEn: 'Excellent',
    });
    expect([2005, 2006, 2008, 2009, 2024, 2025].map(expectedUnits)).toEqual([42, 64, 64, 63, 63, 34]);
    expect(find('publication', 'PAPI:2020', '2020-12-31')?.attributes).toMatchObject({
      publishedOn: '2021-04-14',
    });
  });
});
