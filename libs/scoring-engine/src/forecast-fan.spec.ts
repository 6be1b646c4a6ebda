import fc from 'fast-check';
import { forecastPanel } from './forecast-fan.js';
import { panelErrors } from './forecast-errors.js';
import { seededGenerator } from './seeded-generator.js';

function panel(units: number, years: number) {
  const random = seededGenerator('panel', units, years);
  return Array.from({ length: units }, (_, unit) => ({
    series: `unit ${unit}`,
    points: Array.from({ length: years }, (_year, at) => ({ index: 2000 + at, value: 50 + 10 * random() })),
  }));
}
const yearly = { method: 'auto', horizon: 2 } as const;

it('gives each step its own interval from the errors of all series', () => {
  const [fan] = forecastPanel(panel(12, 6), yearly);
  const [first, second] = fan!.steps;
  expect(first).toMatchObject({ step: 1, index: 2006 });
  expect(first!.lower95!).toBeLessThanOrEqual(first!.lower80!);
  expect(first!.upper80! - first!.mean).toBeCloseTo(first!.mean - first!.lower80!, 9);
  expect(second!.upper80).not.toBe(first!.upper80);
});

it('has no interval where a step has under twenty errors', () => {
  const fans = forecastPanel(panel(5, 5), { ...yearly, horizon: 4 });
  const withInterval = fans[0]!.steps.map(({ lower95 }) => lower95 !== undefined);
  expect(withInterval).toEqual([true, false, false, false]);
});

it('never looks past its origin', () => {
  const before = panel(6, 6);
  const after = before.map(({ series, points }) => ({
    series,
    points: points.map(({ index, value }) => ({ index, value: index === 2005 ? 999 : value })),
  }));
  const errorsTo2004 = (of: typeof before) => panelErrors(of, yearly).filter(({ index }) => index < 2005);
  expect(errorsTo2004(after)).toEqual(errorsTo2004(before));
});

it('is the same for any order of the series', () => {
  const series = panel(8, 6);
  const expected = forecastPanel(series, yearly);
  fc.assert(
    fc.property(fc.shuffledSubarray(series, { minLength: series.length }), (shuffled) => {
      const found = forecastPanel(shuffled, yearly).toSorted((a, b) => (a.series < b.series ? -1 : 1));
      expect(found).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

it.each([
  ['a series given twice', [...panel(1, 3), ...panel(1, 3)], 'panel.duplicate'],
  ['a series without values', [{ series: 'a', points: [] }], 'panel.empty'],
  ['a series of a single value', [...panel(2, 3), { ...panel(1, 1)[0]!, series: 'a' }], 'series.too-short'],
])('refuses %s', (_, series, code) => {
  expect(() => forecastPanel(series, yearly)).toThrow(expect.objectContaining({ code }));
});
