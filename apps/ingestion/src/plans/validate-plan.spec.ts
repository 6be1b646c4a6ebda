import { aSmallCatalogue, catalogueOf } from '../../test/a-catalogue.js';
import { RowRules } from '../observations/validate-row.js';
import { validatePlan } from './validate-plan.js';

const rules = new RowRules(catalogueOf(aSmallCatalogue()));
const good = {
  indicator: 'SVC.ONTIME',
  unit: 'SXD',
  base: { period: '2024-01', value: 80 },
  target: { period: '2024-12', value: 95 },
  shape: 'linear',
};

function codesOf(given: object): readonly string[] {
  const result = validatePlan({ ...good, ...given }, rules);
  return 'problems' in result ? result.problems.map(({ code, field }) => `${code} ${field}`) : ['valid'];
}

describe('a plan', () => {
  it('is taken where its ends can be measured', () => {
    expect(codesOf({})).toEqual(['valid']);
  });

  it.each([
    ['a text', '95', 'value.not-a-number'],
    ['nothing', undefined, 'value.not-a-number'],
    ['an infinite number', Infinity, 'value.not-a-number'],
    ['an absurd number', 1e300, 'value.absurd'],
  ])('is returned with %s for its target', (_, value, code) => {
    expect(codesOf({ target: { period: '2024-12', value } })).toEqual([`${code} target.value`]);
  });
});
