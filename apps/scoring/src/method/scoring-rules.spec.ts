import { Catalogue } from '#catalogue';
import { entriesOf } from '../../test/scoring-in-one-process.js';
import { seededCatalogue } from '../../test/a-scoring.js';
import { periodOf } from '#periods';
import { ScoringRules } from './scoring-rules.js';

describe('What the catalogue says about scoring', () => {
  const catalogue = new Catalogue();
  catalogue.apply(entriesOf(seededCatalogue(), 1));
  const rules = new ScoringRules(catalogue);

  it('takes every node of a published edition for a part of it, whatever kind of indicator it is', () => {
    for (const year of ['2016', '2020', '2024']) {
      const { nodes } = rules.edition('PAPI', year)!;
      const parts = nodes.filter(({ code }) => rules.publishedIn(code, year) === 'PAPI');

      expect(parts.map(({ code }) => code)).toEqual(nodes.map(({ code }) => code));
    }
  });

  it('expects the values of the province from the unit that answers for them, and only from it', () => {
    const may = periodOf('M15', '2024-05');
    const expectedOf = (unit: string) =>
      rules.expected(unit, may, 'LEAD-2022').map(({ indicator, forUnit }) => `${indicator}@${forUnit}`);

    expect(expectedOf('VPUB')).toContain('SVC.766.TOTAL@TN');
    expect(expectedOf('STP')).toContain('LAW.ENFORCE@TN');
    expect(expectedOf('THADS')).toEqual([]);
    expect(expectedOf('TN')).toEqual([]);
  });

  it('expects nothing of a unit that has ended', () => {
    const expectedIn = (month: string) => rules.expected('SKHDT', periodOf('M15', month), 'LEAD-2025');

    expect(expectedIn('2025-02').length).toBeGreaterThan(0);
    expect(expectedIn('2025-03')).toEqual([]);
  });
});
