/**
 * How often the forecast intervals held on the real history of PCI and PAPI, and how far forecasts were off.
 *
 *   npm run build && npx node test/evidence/interval-coverage.ts            prints the tables of docs/methodology.md
 *   npm run build && npx node test/evidence/interval-coverage.ts --write    writes them there
 *
 * Ends with 1 where the promise is missed: pooled coverage at most 3 points under nominal, one-year-ahead error on
 * PCI at most 1.9 points.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import {
  pooledCoverage,
  rollingCoverage,
  simpleMeanAbsoluteError,
  type CoverageRow,
  type PanelSeries,
} from '#scoring-engine';

type Row = Readonly<Record<string, string>>;

const root = new URL('../../', import.meta.url);
const settings = { method: 'shrunken-ses' } as const;
const ALLOWED_UNDER = 0.03;
const ERROR_AIM = 1.9;

function table(name: string): readonly Row[] {
  return parse(readFileSync(new URL(`deploy/seed/data/${name}.csv`, root)), { columns: true, bom: true });
}

function panelOf(
  rows: readonly (readonly [unit: string, year: number, value: number])[],
): readonly PanelSeries[] {
  const units = new Map<string, { index: number; value: number }[]>();
  for (const [unit, index, value] of rows) {
    units.set(unit, [...(units.get(unit) ?? []), { index, value }]);
  }
  return [...units].map(([series, points]) => ({
    series,
    points: points.toSorted((a, b) => a.index - b.index),
  }));
}

/** The published composite as one series across editions. */
export function pciPanel(): readonly PanelSeries[] {
  const rows = table('pci_composite').filter(({ pci_weighted }) => pci_weighted !== '');
  return panelOf(rows.map((row) => [row['province']!, Number(row['year']), Number(row['pci_weighted'])]));
}

/** What a PAPI dimension is made of in a year: the codes of its sub-dimensions in the edition of that year. */
function makeUps(): (dimension: string, year: number) => string {
  const editions = table('editions').filter(({ index }) => index === 'PAPI');
  const nodes = table('edition_nodes');
  return (dimension, year) => {
    const edition = editions.find(
      (row) =>
        Number(row['valid_from_period']) <= year &&
        (row['valid_to_period'] === '' || year <= Number(row['valid_to_period'])),
    );
    const children = nodes.filter(
      (node) => node['edition'] === edition?.['edition'] && node['parent'] === `PAPI.${dimension}`,
    );
    return children
      .map(({ code }) => code)
      .toSorted((a, b) => (a! < b! ? -1 : 1))
      .join(' ');
  };
}

interface Dimension {
  readonly dimension: string;
  readonly panel: readonly PanelSeries[];
}

/** The PAPI dimensions whose make-up is the same in all years of a window, each with all years of that make-up. */
export function papiDimensions(first: number, last: number): readonly Dimension[] {
  const makeUp = makeUps();
  const rows = table('papi_dimensions');
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return ['1', '2', '3', '4', '5', '6', '7', '8'].flatMap((dimension) => {
    const wanted = makeUp(dimension, last);
    if (wanted === '' || years.some((year) => makeUp(dimension, year) !== wanted)) return [];
    const own = rows.filter((row) => row['dimension'] === dimension);
    const kept = own.filter((row) => makeUp(dimension, Number(row['year'])) === wanted);
    const panel = panelOf(kept.map((row) => [row['province']!, Number(row['year']), Number(row['score'])]));
    return [{ dimension, panel }];
  });
}

function within(rows: readonly CoverageRow[], first: number, last: number): readonly CoverageRow[] {
  return rows.filter(({ index }) => index >= first && index <= last);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function weighted(rows: readonly CoverageRow[], of: (row: CoverageRow) => number): number {
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  return rows.reduce((sum, row) => sum + row.n * of(row), 0) / n;
}

/** One line of a table: the rows of one year, of one index or of several dimensions together. */
function yearLine(year: number, rows: readonly CoverageRow[]): string {
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  const off = weighted(rows, ({ meanAbsoluteError }) => meanAbsoluteError).toFixed(3);
  const rated = rows.filter(({ at80 }) => at80 !== undefined);
  if (rated.length === 0) return `| ${year} | ${n} | 0 | ${off} | too few earlier errors | | | | | |`;
  const { n: withInterval, share80, share95 } = pooledCoverage(rated);
  const cells = [
    percent(share80),
    percent(share95),
    ...[
      weighted(rated, ({ at80 }) => at80!.width),
      weighted(rated, ({ at95 }) => at95!.width),
      weighted(rated, ({ at80 }) => at80!.score),
      weighted(rated, ({ at95 }) => at95!.score),
    ].map((value) => value.toFixed(2)),
  ];
  return `| ${year} | ${n} | ${withInterval} | ${off} | ${cells.join(' | ')} |`;
}

const HEADER = [
  '| Year | Forecasts | With interval | Mean absolute error | Inside 80 % | Inside 95 % | Width 80 | Width 95 | Score 80 | Score 95 |',
  '|---|---|---|---|---|---|---|---|---|---|',
];

interface Block {
  readonly title: string;
  readonly lines: readonly string[];
  readonly held: boolean;
}

function verdict(share: number, nominal: number): string {
  if (share < nominal - ALLOWED_UNDER) return 'under by more than 3 points';
  return share > nominal + ALLOWED_UNDER ? 'over-covered' : 'as promised';
}

function block(
  title: string,
  panels: readonly (readonly PanelSeries[])[],
  first: number,
  last: number,
): Block {
  const rows = within(
    panels.flatMap((panel) => rollingCoverage(panel, settings)),
    first,
    last,
  );
  const years = [...new Set(rows.map(({ index }) => index))].toSorted((a, b) => a - b);
  const { n, share80, share95 } = pooledCoverage(rows);
  const total = [
    `Pooled over ${n} intervals: ${percent(share80)} inside 80 % (${verdict(share80, 0.8)}),`,
    `${percent(share95)} inside 95 % (${verdict(share95, 0.95)}).`,
  ];
  const lines = years.map((year) =>
    yearLine(
      year,
      rows.filter(({ index }) => index === year),
    ),
  );
  const held = share80 >= 0.8 - ALLOWED_UNDER && share95 >= 0.95 - ALLOWED_UNDER;
  return { title, lines: [...HEADER, ...lines, '', total.join(' ')], held };
}

function papiBlock(first: number, last: number): Block {
  const dimensions = papiDimensions(first, last);
  const names = dimensions.map(({ dimension }) => dimension).join(', ');
  const title = `PAPI ${first} to ${last}: dimensions ${names}, on 1 to 10`;
  return block(
    title,
    dimensions.map(({ panel }) => panel),
    first,
    last,
  );
}

function errorBlock(): Block {
  const panel = pciPanel();
  const windows = [
    [2012, 2016],
    [2007, 2016],
  ] as const;
  const rows = rollingCoverage(panel, settings);
  const ours = windows.map(([first, last]) =>
    weighted(within(rows, first, last), ({ meanAbsoluteError }) => meanAbsoluteError),
  );
  const simple = (name: 'asLastPeriod' | 'straightLine') =>
    windows.map(([first, last]) => simpleMeanAbsoluteError(panel, name, first, last));
  const line = (name: string, errors: readonly number[]) =>
    `| ${name} | ${errors.map((error) => error.toFixed(2)).join(' | ')} |`;
  const lines = [
    '| Forecast one year ahead | 2012–16 | 2007–16 |',
    '|---|---|---|',
    line('shrunken smoothing (ours)', ours),
    line('as last year', simple('asLastPeriod')),
    line('straight line', simple('straightLine')),
  ];
  return { title: 'PCI: mean absolute error in points of 10 to 100', lines, held: ours[0]! <= ERROR_AIM };
}

export function coverageBlocks(): readonly Block[] {
  return [
    errorBlock(),
    block('PCI 2012 to 2016: published composite, on 10 to 100', [pciPanel()], 2012, 2016),
    papiBlock(2012, 2016),
    papiBlock(2019, 2024),
  ];
}

export function coverageText(blocks: readonly Block[]): string {
  return blocks.map(({ title, lines }) => [`**${title}**`, '', ...lines].join('\n')).join('\n\n');
}

const START = '<!-- interval-coverage: written by test/evidence/interval-coverage.ts -->';
const END = '<!-- end of interval-coverage -->';

/** The part of docs/methodology.md that this program writes. */
export function documentedText(document: string): string {
  return document.slice(document.indexOf(START) + START.length, document.indexOf(END)).trim();
}

function main(): void {
  const blocks = coverageBlocks();
  const text = coverageText(blocks);
  if (process.argv.includes('--write')) {
    const path = new URL('docs/methodology.md', root);
    const document = readFileSync(path, 'utf8');
    writeFileSync(path, document.replace(documentedText(document), text));
  }
  console.log(text);
  if (blocks.some(({ held }) => !held)) process.exitCode = 1;
}

if (import.meta.main) main();
