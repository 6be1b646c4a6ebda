import { publishedTrends, rejectedByFalseDiscovery } from './false-discovery.js';
import type { Trend } from './trend.js';

it("rejects the first four of Benjamini and Hochberg's fifteen hypotheses at 0.05", () => {
  // Benjamini & Hochberg 1995, section 4.1: thrombolysis trial.
  const ps = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1.0,
  ];
  expect(rejectedByFalseDiscovery(ps, 0.05).filter(Boolean)).toHaveLength(4);
});

it('does not depend on the order of the family', () => {
  const ps = [0.2, 0.01, 0.9, 0.03, 0.001];
  const rejected = rejectedByFalseDiscovery(ps);
  expect(rejectedByFalseDiscovery(ps.toReversed())).toEqual(rejected.toReversed());
  expect(rejected).toEqual([false, true, false, true, true]);
});

it('rejects nothing of an empty family', () => {
  expect(rejectedByFalseDiscovery([])).toEqual([]);
});

it('withdraws a verdict that the family does not uphold and passes insufficient trends through', () => {
  const lone: Trend = { n: 12, p: 0.04, verdict: 'improving', strength: 'robust' };
  const still: Trend = { n: 12, p: 0.8, verdict: 'holding', strength: 'none' };
  const few: Trend = { n: 2, verdict: 'insufficient', strength: 'none' };
  expect(publishedTrends([lone])).toEqual([lone]);
  expect(publishedTrends([lone, still, still, few])).toEqual([
    { ...lone, verdict: 'holding', strength: 'none' },
    still,
    still,
    few,
  ]);
});

it('refuses a p-value outside 0 to 1', () => {
  expect(() => rejectedByFalseDiscovery([1.2])).toThrow(expect.objectContaining({ code: 'family.p' }));
});
