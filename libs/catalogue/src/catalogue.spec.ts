import { type CatalogueEntry, type CatalogueKind } from '#contracts';
import { Catalogue } from './catalogue.js';

const entry = (
  kind: CatalogueKind,
  code: string,
  attributes: object,
  dates: { from: string; to?: string; version?: number },
) =>
  ({
    kind,
    code,
    attributes,
    validFrom: dates.from,
    ...(dates.to && { validTo: dates.to }),
    version: dates.version ?? 1,
    catalogueVersion: 1,
    cause: 'live',
    recordedAt: '2021-01-01T00:00:00.000Z',
  }) as CatalogueEntry;

const unit = (code: string, from: string, to?: string, successorCodes: string[] = []) =>
  entry(
    'unit',
    code,
    { nameVi: code, nameEn: code, kind: 'department', level: 'province', reports: true, successorCodes },
    { from, ...(to && { to }) },
  );

const marker = (version: number) => ({
  ...entry('catalogue-version', 'catalogue', { entries: 1 }, { from: '2004-01-01', version }),
  catalogueVersion: version,
});

function catalogueOf(...entries: CatalogueEntry[]): Catalogue {
  const catalogue = new Catalogue();
  catalogue.apply([...entries, marker(1)]);
  return catalogue;
}

describe('the catalogue', () => {
  it('answers with the entry that holds on the day', () => {
    const catalogue = catalogueOf(unit('SKHDT', '2021-01-01', '2025-02-28'), unit('STC25', '2025-03-01'));
    expect(catalogue.unitOn('SKHDT', '2025-02-28')?.code).toBe('SKHDT');
    expect(catalogue.unitOn('SKHDT', '2025-03-01')).toBeUndefined();
  });

  it('keeps the newer version of an entry when the older one comes later', () => {
    const catalogue = catalogueOf(
      entry('unit', 'SXD', { shortVi: 'new' }, { from: '2021-01-01', version: 2 }),
    );
    catalogue.apply([entry('unit', 'SXD', { shortVi: 'old' }, { from: '2021-01-01', version: 1 })]);
    expect(catalogue.unitOn('SXD', '2022-01-01')?.attributes.shortVi).toBe('new');
  });

  it('follows an ended unit through mergers to a living one', () => {
    const catalogue = catalogueOf(
      unit('A', '2021-01-01', '2025-02-28', ['B']),
      unit('B', '2025-03-01', '2025-06-30', ['C']),
      unit('C', '2025-07-01'),
    );
    expect(catalogue.livingSuccessors('A', '2025-08-01')).toEqual(['C']);
  });

  it('reaches a version only with its marker, and tells of the change then', () => {
    const catalogue = new Catalogue();
    const heard: string[] = [];
    catalogue.onChange((changed) => heard.push(...changed.map((each) => each.code)));
    catalogue.apply([unit('A', '2021-01-01')]);
    expect([catalogue.version, heard]).toEqual([0, []]);
    catalogue.apply([marker(1)]);
    expect([catalogue.version, heard]).toEqual([1, ['A']]);
  });

  it('picks the edition by period, whatever the length of the period’s id', () => {
    const edition = (code: string, validFromPeriod: string, validToPeriod?: string) =>
      entry(
        'edition',
        code,
        { index: 'LEAD', validFromPeriod, ...(validToPeriod && { validToPeriod }), nodes: [] },
        { from: '2021-01-01' },
      );
    const catalogue = catalogueOf(
      edition('LEAD-2021', '2021-01', '2021-12'),
      edition('LEAD-2022', '2022-01', '2024-12'),
      edition('LEAD-2025', '2025-01'),
    );
    expect(
      ['2021-12', '2022-01', '2024-Q4', '2025-02'].map((period) => catalogue.editionOf('LEAD', period)?.code),
    ).toEqual(['LEAD-2021', 'LEAD-2022', 'LEAD-2022', 'LEAD-2025']);
    // The first week of 2025 begins on 30 December; the 52nd of 2021 ends on 2 January.
    expect(
      ['2024-W52', '2025-W01', '2024-12-31', '2021-W52'].map(
        (period) => catalogue.editionOf('LEAD', period)?.code,
      ),
    ).toEqual(['LEAD-2022', 'LEAD-2025', 'LEAD-2022', 'LEAD-2022']);
  });

  it('gives every edition of a year in which two overlap, the newest first, each as its newest row says', () => {
    const edition = (code: string, validFromPeriod: string, validToPeriod: string, from: string) =>
      entry('edition', code, { index: 'PCI', validFromPeriod, validToPeriod, nodes: [] }, { from });
    const catalogue = catalogueOf(
      edition('PCI-2022', '2022', '2024', '2022-01-01'),
      edition('PCI-2013', '2013', '2021', '2013-01-01'),
      edition('PCI-2013', '2013', '2022', '2022-06-01'),
    );
    const codesOf = (period: string) => catalogue.editionsOf('PCI', period).map(({ code }) => code);
    expect(['2021', '2022', '2023'].map(codesOf)).toEqual([
      ['PCI-2013'],
      ['PCI-2022', 'PCI-2013'],
      ['PCI-2022'],
    ]);
    expect(catalogue.editionOf('PCI', '2022')?.code).toBe('PCI-2022');
  });

  it('names the unit that answers a value of the province', () => {
    const assignment = (unitCode: string, role: string) =>
      entry(
        'assignment',
        `SVC.766:${unitCode}:${role}:TN`,
        { indicator: 'SVC.766', unit: unitCode, role, forUnit: 'TN' },
        { from: '2021-01-01' },
      );
    const catalogue = catalogueOf(assignment('CAT', 'reports'), assignment('STTTT', 'answers'));
    expect(catalogue.answeringUnit('SVC.766', 'TN', '2024-01-01')).toBe('STTTT');
    expect(catalogue.isAssigned('SVC.766', 'TN', '2020-12-01', '2021-01-05')).toBe(true);
  });
});
