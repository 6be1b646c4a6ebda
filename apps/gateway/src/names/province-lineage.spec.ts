import { Catalogue } from '#catalogue';
import { type CatalogueEntry } from '#contracts';
import { bearerOn } from './province-lineage.js';

const MERGER = '2025-07-01';
const aProvince = (code: string, nameVi: string, over: Partial<CatalogueEntry<'unit'>>, successor?: string) =>
  ({
    kind: 'unit',
    code,
    validFrom: '2004-01-01',
    version: 1,
    catalogueVersion: 1,
    cause: 'backfill',
    recordedAt: '2021-01-01T00:00:00.000Z',
    ...over,
    attributes: {
      nameVi,
      nameEn: nameVi,
      kind: 'province',
      level: 'province',
      reports: false,
      ...(successor === undefined ? {} : { successorCodes: [successor] }),
    },
  }) satisfies CatalogueEntry<'unit'>;

const catalogue = new Catalogue();
catalogue.apply([
  aProvince('TN', 'Thái Nguyên', { validTo: '2025-06-30' }, 'TN25'),
  aProvince('T06', 'Bắc Kạn', { validTo: '2025-06-30' }, 'TN25'),
  aProvince('TN25', 'Thái Nguyên', { validFrom: MERGER }),
  aProvince('T24', 'Bắc Giang', { validTo: '2025-06-30' }, 'T24_25'),
  aProvince('T27', 'Bắc Ninh', { validTo: '2025-06-30' }, 'T24_25'),
  aProvince('T24_25', 'Bắc Ninh', { validFrom: MERGER }),
] as CatalogueEntry[]);

describe('the province that bears a name on a day', () => {
  it('is the one before the merger for the days before it, and the merged one after', () => {
    expect(bearerOn(catalogue, 'TN25', '2024-12-31')).toBe('TN');
    expect(bearerOn(catalogue, 'TN', '2025-12-31')).toBe('TN25');
    expect(bearerOn(catalogue, 'TN', '2024-12-31')).toBe('TN');
  });

  it('follows the name, not the code that looks alike', () => {
    expect(bearerOn(catalogue, 'T24_25', '2024-12-31')).toBe('T27');
  });

  it('leaves a province whose name ended with it alone', () => {
    expect(bearerOn(catalogue, 'T06', '2025-12-31')).toBe('T06');
  });
});
