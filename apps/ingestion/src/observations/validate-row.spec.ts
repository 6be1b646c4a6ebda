import {
  anAssignment,
  aPublishedIndicator,
  aSmallCatalogue,
  anIndicator,
  catalogueOf,
} from '../../test/a-catalogue.js';
import { readRow } from './reported-row.js';
import { RowRules, validateRow } from './validate-row.js';

const rules = new RowRules(
  catalogueOf([
    ...aSmallCatalogue(),
    aPublishedIndicator('PAPI.9'),
    anIndicator('ENDED', {}, ['2021-01-01', '2022-12-31']),
    anIndicator('OTHERS', { ratioFactor: undefined }),
    anAssignment('OTHERS', 'STNMT', {}, ['2021-01-01', '2025-02-28']),
    aPublishedIndicator('DDCI.1'),
    anAssignment('DDCI.1', 'SXD'),
  ]),
);
const office = { office: true, dates: true };
const today = '2025-04-01';
const real = '2026-01-01T00:00:00.000Z';

const good = { indicator: 'SVC.ONTIME', unit: 'SXD', period: '2024-03', value: 96.4 };

function judged(given: Record<string, unknown>, rights = office) {
  const read = readRow({ ...good, ...given });
  return 'problems' in read ? read : validateRow(read.row, rules, rights, today, real);
}
const codesOf = (given: Record<string, unknown>, rights = office) => {
  const result = judged(given, rights);
  return 'problems' in result ? result.problems.map(({ code, field }) => `${code} ${field}`) : ['valid'];
};

describe('a row', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['names an indicator that nobody knows', { indicator: 'NO.SUCH' }, 'indicator.unknown indicator'],
    ['names an indicator outside its dates', { indicator: 'ENDED' }, 'indicator.not-valid period'],
    ['names a unit that nobody knows', { unit: 'NOBODY' }, 'unit.unknown unit'],
    ['comes from a unit for a period after its end', { unit: 'STNMT', period: '2025-04' }, 'unit.ended unit'],
    ['comes from a unit for a period before it', { unit: 'SNNMT25', period: '2024-03' }, 'unit.not-yet unit'],
    ['is about an indicator of others', { indicator: 'OTHERS' }, 'indicator.not-assigned unit'],
    ['has a period of another form', { period: '2024-Q1' }, 'period.wrong-form period'],
    ['is about a period that has not begun', { period: '2025-05' }, 'period.not-begun period'],
    ['has no value', { value: undefined }, 'value.missing value'],
    ['has a text for a value', { value: '96' }, 'value.not-a-number value'],
    ['has an infinite value', { value: Infinity }, 'value.not-a-number value'],
    ['has an absurd value', { value: 1e300 }, 'value.absurd value'],
    ['lies over the scale', { value: 100.5 }, 'value.out-of-bounds value'],
    ['lies under the scale', { value: -0.1 }, 'value.out-of-bounds value'],
    ['has a denominator of 0', { numerator: 1, denominator: 0 }, 'ratio.denominator-zero denominator'],
    [
      'has a denominator under 0',
      { numerator: 1, denominator: -2 },
      'ratio.denominator-negative denominator',
    ],
    ['lacks its denominator', { numerator: 1 }, 'ratio.incomplete denominator'],
    [
      'has parts where its indicator is no ratio',
      { indicator: 'OTHERS', numerator: 1, denominator: 2 },
      'ratio.not-a-ratio numerator',
    ],
    ['differs from its parts', { numerator: 965, denominator: 1000 }, 'ratio.mismatch value'],
    ['has an unknown status', { status: 'final' }, 'status.unknown status'],
    ['has the flag of a missing value', { flag: 'M' }, 'flag.unknown flag'],
    ['has an unknown reason', { reason: 'because' }, 'reason.unknown reason'],
    ['has a note with NUL', { note: 'a\u0000b' }, 'field.unprintable note'],
    ['lacks its unit', { unit: '' }, 'field.missing unit'],
    ['has a number for its unit', { unit: 7 }, 'field.not-a-text unit'],
    ['has a note of a book’s length', { note: 'a'.repeat(2_001) }, 'field.too-long note'],
    ['was recorded in the future', { recordedAt: '2026-06-01T00:00:00Z' }, 'recorded-at.future recordedAt'],
    ['was recorded at no instant', { recordedAt: 'yesterday' }, 'recorded-at.wrong-form recordedAt'],
  ])('that %s is returned', (_, given, expected) => {
    expect(codesOf(given)).toContain(expected);
  });

  it('is returned with all its problems at once', () => {
    expect(codesOf({ unit: 'NOBODY', value: 130 })).toEqual([
      'unit.unknown unit',
      'value.out-of-bounds value',
    ]);
  });

  it('is taken for a unit that is assigned on some day of the period alone', () => {
    expect(codesOf({ unit: 'STNMT', period: '2025-03' })).toEqual(['valid']);
    expect(codesOf({ unit: 'TN', period: '2025-07' })).toEqual(['period.not-begun period']);
  });

  it('may not say when it was recorded without the right to', () => {
    const rights = { office: true, dates: false };
    expect(codesOf({ recordedAt: '2024-03-20T00:00:00Z' }, rights)).toEqual(['recorded-at.right recordedAt']);
  });

  it('gets its value from numerator and denominator', () => {
    expect(judged({ value: undefined, numerator: 964, denominator: 1000 })).toMatchObject({
      valid: { value: 96.4 },
    });
    expect(judged({ value: 96.4000005, numerator: 964, denominator: 1000 })).toMatchObject({
      valid: { value: 96.4 },
    });
  });

  it('counts for the unit that answers where the value is the province’s', () => {
    expect(judged({ unit: 'TN' })).toMatchObject({ valid: { scoredUnit: 'STNMT' } });
    expect(judged({ unit: 'SXD' })).toMatchObject({ valid: { scoredUnit: 'SXD' } });
  });
});

describe('a published result', () => {
  const published = { indicator: 'PAPI.1', unit: 'TN', period: '2020', value: 10.002 };

  it('is taken for any province, as its own, within 0.002 of the edition’s scale', () => {
    expect(judged(published)).toMatchObject({ valid: { scoredUnit: 'TN' } });
    expect(codesOf({ ...published, value: 10.003 })).toEqual(['value.out-of-bounds value']);
    expect(codesOf({ ...published, value: 0.998 })).toEqual(['valid']);
  });

  it('is taken for provinces, and of departments only where it is assigned to them', () => {
    expect(codesOf({ ...published, unit: 'SXD', period: '2022', value: 5 })).toEqual([
      'indicator.not-assigned unit',
    ]);
    expect(judged({ ...published, indicator: 'DDCI.1', unit: 'SXD', period: '2022' })).toMatchObject({
      valid: { scoredUnit: 'SXD' },
    });
  });

  it('is entered by the office alone', () => {
    expect(codesOf(published, { office: false, dates: false })).toEqual(['indicator.office-only indicator']);
  });

  it('is returned where the edition of its year has no such component', () => {
    expect(codesOf({ ...published, indicator: 'PAPI.9' })).toEqual(['indicator.not-in-edition period']);
  });
});
