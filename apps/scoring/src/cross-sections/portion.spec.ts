import { type CrossSection } from './cross-section.js';
import { portionOf } from './portion.js';

const section = (subject: string, from: string, given: Partial<CrossSection> = {}): CrossSection => ({
  subject,
  subjectKind: 'indicator',
  index: '',
  rule: 'M15',
  group: 'so-nganh',
  at: '',
  from,
  cause: 'live',
  ...given,
});

const names = (sections: readonly CrossSection[]) => sections.map(({ subject }) => subject);

describe('The portion of cross-sections that a transaction looks at', () => {
  it('is all of them where each looks at a few periods', () => {
    const all = Array.from({ length: 24 }, (_, at) => section(`I${at}`, '2025-02-20'));

    expect(portionOf(all, () => '2025-04-10')).toEqual([all, []]);
  });

  it('is fewer where years of values came as live ones, and the others are left for the next', () => {
    const all = ['A', 'B', 'C', 'D'].map((subject) => section(subject, '2021-01-20'));

    const [now, later] = portionOf(all, () => '2025-01-10');

    expect([names(now), names(later)]).toEqual([
      ['A', 'B'],
      ['C', 'D'],
    ]);
  });

  it('is one at least, however long its past is', () => {
    const [now, later] = portionOf(
      [section('A', '2001-01-20'), section('B', '2025-01-01')],
      () => '2025-01-10',
    );

    expect([names(now), names(later)]).toEqual([['A'], ['B']]);
  });

  it('counts years as years, and a province’s row as one', () => {
    const years = Array.from({ length: 6 }, (_, at) => section(`I${at}`, '2006-12-31', { rule: 'CAL_Y' }));
    const rows = Array.from({ length: 4 }, (_, at) =>
      section('LEAD', '2006-01-01', { at: `2006-0${at + 1}` }),
    );

    expect(portionOf(years, () => '2024-12-31')[1]).toEqual([]);
    expect(portionOf(rows, () => '2025-01-10')[1]).toEqual([]);
  });
});
