import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { METHOD_DOCUMENT_SCHEMA, parseMethodDocument } from '#scoring-engine';
import { chisoOn } from '../../test/chiso-on-files.js';
import { readShippedTable, type TableRow } from '../reproduce/shipped-table.js';

const ROOT = path.join(import.meta.dirname, '../../../..');
const FOLDER = path.join(ROOT, 'deploy/seed/editions');
const documents = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const textOf = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8');

interface PublishedCase {
  readonly unit: string;
  readonly period: string;
  readonly points: ReadonlyMap<string, number>;
}

/** Published results of an index: one case a unit and period. */
function casesOf(index: string): PublishedCase[] {
  const rows = readShippedTable('other_index_results').filter(
    (row) => row['index'] === index && row['value'] !== '',
  );
  const byCase = Map.groupBy(rows, (row) => `${row['unit']}|${row['unit_kind']}|${row['period']}`);
  return [...byCase.values()].map((own: TableRow[]) => ({
    unit: `${own[0]!['unit']} (${own[0]!['unit_kind']}) ${own[0]!['period']}`,
    period: own[0]!['period']!,
    points: new Map(own.map((row) => [row['component_code']!, Number(row['value'])])),
  }));
}

/** What the command prints for the document of that name. */
async function computed(name: string, codes: readonly string[], cases: readonly PublishedCase[]) {
  const rows = cases.map(({ unit, points }) =>
    [`"${unit}"`, ...codes.map((code) => points.get(code))].join(','),
  );
  const table = [`unit,${codes.join(',')}`, ...rows].join('\n');
  const files = { 'm.json': textOf(name), 'd.csv': table };
  const { exitCode, lines, problems } = await chisoOn(['composite', 'm.json', 'd.csv'], files);
  expect([exitCode, problems]).toEqual([0, []]);
  return lines;
}

async function misses(name: string, codes: readonly string[], cases: readonly PublishedCase[]) {
  const complete = cases.filter(({ points }) => ['TOTAL', ...codes].every((code) => points.has(code)));
  const lines = await computed(name, codes, complete);
  const totals = new Map(
    lines.filter((line) => line['level'] === 0).map((line) => [line['unit'], line['value']]),
  );
  return complete.map(({ unit, period, points }) => ({
    unit,
    period,
    miss: Math.abs(Number(totals.get(unit)) - points.get('TOTAL')!),
  }));
}

describe('the edition documents that are shipped', () => {
  it.each(documents)('%s fits the schema and is read', (name) => {
    const json: unknown = JSON.parse(textOf(name));
    const fits = new Ajv2020({ strict: false }).compile(METHOD_DOCUMENT_SCHEMA);
    expect([fits(json), fits.errors]).toEqual([true, null]);
    expect(parseMethodDocument(json).tree.children.length).toBeGreaterThan(4);
  });

  it('publish their schema beside the documentation', () => {
    const published = readFileSync(path.join(ROOT, 'docs/method-document.schema.json'), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(METHOD_DOCUMENT_SCHEMA)));
  });
});

describe('index 766 as published (other_index_results.csv)', () => {
  const halves = ['CKMB', 'TDGQ', 'CLGQ', 'TTTT', 'MDSH', 'MDHL'];
  const groups = ['CKMB', 'TDGQ', 'ONLINE_SERVICE', 'MDSH', 'MDHL'];
  const isNationwide = ({ period }: { period: string }) => period === '2026-09-17' || period === '2026-10-10';

  it('adds up exactly in all 82 cases of 17-09-2026 and 10-10-2026', async () => {
    const all = (await misses('i766.json', halves, casesOf('I766'))).filter(isNationwide);
    expect(all).toHaveLength(82);
    expect(all.filter(({ miss }) => miss > 1e-9)).toEqual([]);
  });

  it('adds up within 0.011 elsewhere, and shows Bắc Kạn 2024-07 as not adding', async () => {
    const cases = casesOf('I766').filter((one) => !isNationwide(one));
    const all = [
      ...(await misses('i766.json', halves, cases)),
      ...(await misses('i766-groups.json', groups, cases)),
    ];
    expect(all).toHaveLength(12);
    const beyond = all.filter(({ miss }) => miss > 0.011);
    expect(beyond.map(({ unit, miss }) => [unit, miss.toFixed(2)])).toEqual([
      ['Bắc Kạn (province_63) 2024-07', '0.78'],
    ]);
  });

  it('follows from ratios, with full points from 80 and 90 % for two indicators', async () => {
    const { indicators } = JSON.parse(
      readFileSync(path.join(ROOT, 'test/oracles/scoring/index_766.json'), 'utf8'),
    ) as {
      indicators: { unit: string; code: string; numerator: number; denominator: number; points: number }[];
    };
    const document = parseMethodDocument(JSON.parse(textOf('i766-ratios.json')));
    const leaves = document.tree.children.flatMap((group) => ('children' in group ? group.children : []));
    const cases = [...Map.groupBy(indicators, ({ unit }) => unit)].map(([unit, own]) => ({
      unit,
      period: '2026-10-10',
      points: new Map(own.map(({ code, numerator, denominator }) => [code, numerator / denominator])),
    }));
    // The detail leaves out one indicator and the two halves of online services: they are given none.
    const codes = leaves.map(({ code }) => code);
    const filled = cases.map((one) => ({
      ...one,
      points: new Map(codes.map((code) => [code, one.points.get(code) ?? 0])),
    }));
    const lines = await computed('i766-ratios.json', codes, filled);
    const weights = new Map(leaves.map(({ code, weight }) => [code, weight]));
    const wrong = indicators.filter(({ unit, code, points }) => {
      const line = lines.find((one) => one['unit'] === unit && one['code'] === code);
      return Math.abs((Number(line!['value']) * weights.get(code)!) / 10 - points) > 0.005 + 1e-9;
    });
    expect(indicators).toHaveLength(28);
    expect(wrong).toEqual([]);
  });
});

describe('DDCI Hà Tĩnh 2021 as published (other_index_results.csv)', () => {
  const parts = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'H9'];
  const own = (name: string) =>
    casesOf('DDCI_HATINH').filter(({ unit }) => unit.startsWith(name) && unit.includes('(department)'));
  /** Its weights are not published; whatever they are, a part lies on 1 to 10. */
  const document = JSON.stringify({
    index: 'DDCI',
    edition: 'DDCI-HATINH-2021',
    normalise: { method: 'none', scale: [1, 10] },
    minimumCoverage: 1,
    tree: {
      code: 'DDCI',
      aggregate: 'arithmetic',
      children: parts.map((code) => ({ code, weight: 1, direction: 'up', range: [1, 10] })),
    },
  });
  const printed = async (cases: readonly PublishedCase[]) => {
    const rows = cases.map(({ unit, points }) => [unit, ...parts.map((code) => points.get(code))].join(','));
    const table = [`unit,${parts.join(',')}`, ...rows].join('\n');
    return chisoOn(['composite', 'm.json', 'd.csv'], { 'm.json': document, 'd.csv': table });
  };

  it('is refused for the cell that is printed out of range, with its line', async () => {
    const cases = [...own('Sở Tư pháp'), ...own('Sở Tài chính')];
    const { exitCode, lines, problems } = await printed(cases);
    expect(cases).toHaveLength(2);
    expect([exitCode, lines]).toEqual([2, []]);
    expect(problems).toEqual([
      'd.csv:3: value.out-of-range: H9 of Sở Tài chính (Hà Tĩnh) (department) 2021 is 50, outside 1 to 10; correct the cell or leave it empty',
    ]);
  });

  it('is read where the cells lie on their scale', async () => {
    const { exitCode, problems } = await printed(own('Sở Tư pháp'));
    expect([exitCode, problems]).toEqual([0, []]);
  });
});

describe('the PAR Index as published', () => {
  const fields = Array.from({ length: 8 }, (_, at) => `F${at + 1}`);

  it('adds up to the total of Quảng Nam in 2022 and 2023', async () => {
    const all = await misses('par-876.json', fields, casesOf('PAR'));
    expect(all.map(({ period }) => period).sort()).toEqual(['2022', '2023']);
    expect(all.filter(({ miss }) => miss > 1e-9)).toEqual([]);
  });

  it('gives 100 to a province with all points of decision 2948', async () => {
    const { tree } = parseMethodDocument(JSON.parse(textOf('par-2948.json')));
    const points = new Map([['TOTAL', 100]]);
    for (const { code, weight } of tree.children) points.set(code, weight);
    const best = { unit: 'best', period: '2018', points };
    expect(await misses('par-2948.json', fields, [best])).toMatchObject([{ miss: 0 }]);
  });
});
