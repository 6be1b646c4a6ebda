import { readFileSync } from 'node:fs';
import { coverageBlocks, coverageText, documentedText } from '../../../test/evidence/interval-coverage.js';
import { changePoints } from './change-points.js';
import { controlChart } from './control-chart.js';
import { rejectedByFalseDiscovery } from './false-discovery.js';
import { forecastOf, type ForecastSettings } from './forecast.js';
import { paceTo } from './forecast-target.js';
import type { SeriesPoint } from './statistics-series.js';
import { trendOf, type TrendSettings } from './trend.js';

interface Example {
  readonly example: string;
  readonly first?: number;
  readonly values: readonly number[];
  readonly settings?: unknown;
  readonly yearMean?: number;
  readonly target?: SeriesPoint;
  readonly gives: unknown;
}

const document = readFileSync(new URL('../../../docs/methodology.md', import.meta.url), 'utf8');

function pointsOf({ first = 0, values }: Example): readonly SeriesPoint[] {
  return values.map((value, at) => ({ index: first + at, value }));
}

const METHODS: Readonly<Record<string, (example: Example) => unknown>> = {
  trendOf: (example) => trendOf(pointsOf(example), example.settings as TrendSettings),
  rejectedByFalseDiscovery: ({ values }) => rejectedByFalseDiscovery(values),
  changePoints: ({ values }) => changePoints(values),
  controlChart: (example) => controlChart(pointsOf(example), example.settings as { lag1: number }),
  forecastOf: (example) =>
    forecastOf(pointsOf(example), example.settings as ForecastSettings, example.yearMean),
  paceTo: (example) => paceTo(example.target!, pointsOf(example)),
};

function decimals(value: number): number {
  return (String(value).split('.')[1] ?? '').length;
}

/** What was computed, with the fields and to the digits that the document prints. */
function asPrinted(found: unknown, printed: unknown): unknown {
  if (typeof printed === 'number' && typeof found === 'number')
    return Number(found.toFixed(decimals(printed)));
  if (Array.isArray(printed) && Array.isArray(found)) {
    return found.map((item, at) => asPrinted(item, printed[at]));
  }
  if (typeof printed === 'object' && printed !== null && typeof found === 'object' && found !== null) {
    const known = new Map(Object.entries(found));
    return Object.fromEntries(
      Object.entries(printed).map(([key, value]) => [key, asPrinted(known.get(key), value)]),
    );
  }
  return found;
}

const examples = [...document.matchAll(/```json\n(.*?)```/gs)]
  .map(([, text]) => JSON.parse(text!) as Example)
  .filter(({ example }) => METHODS[example] !== undefined);

it('works through an example of every method named here', () => {
  expect(new Set(examples.map(({ example }) => example))).toEqual(new Set(Object.keys(METHODS)));
});

it.each(examples.map((example) => [example.example, example] as const))(
  'prints what %s gives in its worked example',
  (name, example) => {
    expect(asPrinted(METHODS[name]!(example), example.gives)).toEqual(example.gives);
  },
);

it('shows the coverage on the real history as it is recomputed, with the promise held', () => {
  const blocks = coverageBlocks();
  expect(blocks.every(({ held }) => held)).toBe(true);
  expect(documentedText(document)).toBe(coverageText(blocks));
});
