import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { agreementOf } from './agreement.js';
import { contributionsOfChange } from './contributions-of-change.js';
import {
  editionFor,
  validateEdition,
  type Edition,
  type EditionAggregation,
  type EditionNode,
} from './edition.js';
import { publishedComposite, type PublishedNode } from './published-composite.js';
import { competitionRank, quartileGroups } from './rank.js';
import { editionBreaks, sameMakeUp } from './series-breaks.js';

const ROOT = `${import.meta.dirname}/../../..`;
type Row = Readonly<Record<string, string>>;

function table(path: string): Row[] {
  return parse<Row>(readFileSync(`${ROOT}/${path}`), { columns: true, bom: true });
}

const number = (text: string | undefined) => (text === undefined || text === '' ? undefined : Number(text));

function nodeOfRow(row: Row): EditionNode {
  const [weight, scaleMin, scaleMax] = [
    number(row['weight']),
    number(row['scale_min']),
    number(row['scale_max']),
  ];
  return {
    code: row['code']!,
    level: row['level']!,
    aggregation: row['aggregation'] as EditionAggregation,
    ...(row['parent'] ? { parent: row['parent'] } : {}),
    ...(weight === undefined ? {} : { weight }),
    ...(scaleMin === undefined ? {} : { scaleMin }),
    ...(scaleMax === undefined ? {} : { scaleMax }),
  };
}

const nodeRows = table('deploy/seed/data/edition_nodes.csv');
const editions = table('deploy/seed/data/editions.csv').map((row): Edition => ({
  id: row['edition']!,
  index: row['index']!,
  validFromPeriod: row['valid_from_period']!,
  ...(row['valid_to_period'] ? { validToPeriod: row['valid_to_period'] } : {}),
  nodes: nodeRows.filter((node) => node['edition'] === row['edition']).map(nodeOfRow),
}));

const codeBySeries = new Map(
  nodeRows.map((node) => [`${node['edition']} ${node['series_code']}`, node['code']!]),
);

/** Code of an edition's node by its number in the series file of those years. */
function codeOf(edition: Edition, series: string): string {
  return codeBySeries.get(`${edition.id} ${series}`)!;
}

interface Cell {
  readonly province: string;
  readonly year: string;
  readonly series: string;
  readonly score: number;
}

const pciCells = table('deploy/seed/data/pci_subindices.csv').map((row): Cell => ({
  province: row['province']!,
  year: row['year']!,
  series: row['subindex_code']!,
  score: Number(row['score']),
}));
const papiCells = table('deploy/seed/data/papi_subdimensions.csv').flatMap((row): Cell[] =>
  row['score'] === ''
    ? []
    : [
        {
          province: row['province']!,
          year: row['year']!,
          series: row['subdimension']!,
          score: Number(row['score']),
        },
      ],
);
const published = table('deploy/seed/data/pci_composite.csv');

interface ProvinceYear {
  readonly province: string;
  readonly year: string;
  readonly root: PublishedNode;
  readonly nodes: readonly PublishedNode[];
}

function computeAll(index: string, cells: readonly Cell[]): ProvinceYear[] {
  const byProvinceYear = Map.groupBy(cells, (cell) => `${cell.year} ${cell.province}`);
  return [...byProvinceYear.values()].map((own) => {
    const { province, year } = own[0]!;
    const edition = editionFor(editions, index, year);
    const values = new Map(own.map((cell) => [codeOf(edition, cell.series), cell.score]));
    const nodes = publishedComposite(edition, `${index}.TOTAL`, values);
    return { province, year, nodes, root: nodes[0]! };
  });
}

const pci = computeAll('PCI', pciCells);
const papi = computeAll('PAPI', papiCells);

function agreementIn(years: readonly string[], tolerance: number) {
  const rows = pci.filter((row) => years.includes(row.year) && row.root.value !== undefined);
  const pairs = rows.map(({ province, year, root }) => {
    const score = number(
      published.find((row) => row['province'] === province && row['year'] === year)?.['pci_weighted'],
    );
    return {
      unit: `${province} ${year}`,
      computed: root.value!,
      ...(score === undefined ? {} : { published: score }),
    };
  });
  return agreementOf(pairs, tolerance);
}

const years = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String(from + at));

describe('the editions that are shipped', () => {
  it.each(editions.map((edition) => [edition.id, edition] as const))(
    '%s is a valid tree with valid weights',
    (_, edition) => {
      expect(edition.nodes.length).toBeGreaterThan(5);
      expect(() => validateEdition(edition)).not.toThrow();
    },
  );
});

describe('PCI as published (S1–S3 of deploy/seed/data/SOURCES.md)', () => {
  it('is reproduced for 633 province-years of 2006–10 and 2012–16 within 0.00001', () => {
    const agreement = agreementIn([...years(2006, 2010), ...years(2012, 2016)], 1e-5);
    expect(agreement.compared).toBe(633);
    expect(agreement.beyond).toEqual([]);
  });

  it('is reproduced for 2017–22 and 2024 within 0.031, whose inputs are rounded', () => {
    const agreement = agreementIn([...years(2017, 2022), '2024'], 0.031);
    expect(agreement.compared).toBeGreaterThan(60);
    expect(agreement.beyond).toEqual([]);
  });

  it.each(['2011', '2023'])('is not reproduced for %s, and nothing is forced', (year) => {
    const agreement = agreementIn([year], 0.031);
    expect(agreement.compared).toBeGreaterThan(0);
    expect(agreement.withinTolerance).toBeLessThan(agreement.compared);
  });

  it('ranks every complete year as published, but for Hà Giang 2011', () => {
    const wrong = years(2006, 2016).flatMap((year) => {
      const rows = published.filter((row) => row['year'] === year && row['rank'] !== '');
      const ranks = competitionRank(
        rows.map((row) => ({ unit: row['province']!, value: Number(row['pci_weighted']) })),
      );
      const byUnit = new Map(ranks.map((row) => [row.unit, row.rank]));
      return rows
        .filter((row) => byUnit.get(row['province']!) !== Number(row['rank']))
        .map((row) => `${row['province']} ${year}`);
    });
    expect(wrong).toEqual(['Ha Giang 2011']);
  });

  it('has components and no composite under the edition without weights', () => {
    const edition = editionFor(editions, 'PCI', '2025');
    const [root, first] = publishedComposite(edition, 'PCI.TOTAL', new Map([['PCI.01', 7]]));
    expect(root).toMatchObject({ reason: 'edition-without-weights' });
    expect(first).toMatchObject({ code: 'PCI.01', value: 7 });
  });
});

describe('PAPI as published (S4)', () => {
  it('has dimensions that are the sums of their sub-dimensions', () => {
    const dimensions = table('deploy/seed/data/papi_dimensions.csv');
    const computed = new Map(
      papi.flatMap((row) =>
        row.nodes.map((node) => [`${row.province} ${row.year} ${node.code}`, node.value]),
      ),
    );
    const gaps = dimensions.map((row) => {
      const edition = editionFor(editions, 'PAPI', row['year']!);
      return Math.abs(
        (computed.get(`${row['province']} ${row['year']} ${codeOf(edition, row['dimension']!)}`) ?? NaN) -
          Number(row['score']),
      );
    });
    expect(gaps.length).toBeGreaterThan(6000);
    expect(Math.max(...gaps)).toBeLessThan(5e-6);
  });

  it('lies on the scale of its edition, rounding apart', () => {
    expect(
      papi.flatMap((row) =>
        row.nodes
          .filter((node) => node.outsideScale)
          .map((node) => `${row.province} ${row.year} ${node.code} ${node.value}`),
      ),
    ).toEqual([]);
  });

  it('has groups of 16, 16, 15 and 16 in complete years and none in the others', () => {
    const byYear = Map.groupBy(papi, (row) => row.year);
    const sizes = [...byYear.values()].map((rows) => {
      const ranked = competitionRank(
        rows.map(({ province, root }) =>
          root.value === undefined ? { unit: province } : { unit: province, value: root.value },
        ),
      );
      const groups = quartileGroups(ranked);
      const isComplete = ranked.length === 63 && ranked[0]!.ofN === 63;
      return [
        isComplete,
        groups
          ? [1, 2, 3, 4].map((group) => [...groups.values()].filter((one) => one === group).length)
          : undefined,
      ];
    });
    expect(sizes.filter(([isComplete]) => isComplete).length).toBeGreaterThan(0);
    expect(
      sizes.filter(
        ([isComplete, found]) => JSON.stringify(found) !== (isComplete ? '[16,16,15,16]' : undefined),
      ),
    ).toEqual([]);
  });

  it('breaks where its make-up changes and goes on where it does not', () => {
    const periods = years(2011, 2024);
    const breaksOf = (code: string) => editionBreaks(editions, 'PAPI', code, periods);
    expect(breaksOf('PAPI.TOTAL')).toEqual(['2016', '2018', '2019', '2021']);
    expect(breaksOf('PAPI.1')).toEqual([]);
    expect(breaksOf('PAPI.3')).toEqual(['2016', '2018']);
    expect(breaksOf('PAPI.5')).toEqual(['2021']);
    expect(
      sameMakeUp(editionFor(editions, 'PAPI', '2017'), editionFor(editions, 'PAPI', '2018'), 'PAPI.6'),
    ).toBe(true);
  });
});

const all = [...pci, ...papi];
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('contributions on every real province-year', () => {
  it('add up to the score to 1e-9', () => {
    const computed = all.flatMap((row) =>
      row.nodes.filter((node) => node.origin === 'computed' && node.value !== undefined),
    );
    const off = computed.filter(
      (node) => Math.abs(sum(node.contributions.map((part) => part.contribution)) - node.value!) >= 1e-9,
    );
    expect(computed.length).toBeGreaterThan(6000);
    expect(off).toEqual([]);
  });

  it('of a change from year to year add up to the change to 1e-9, also across editions', () => {
    const bySeries = Map.groupBy(
      all.filter((row) => row.root.value !== undefined),
      (row) => `${row.root.code} ${row.province}`,
    );
    const changes = [...bySeries.values()].flatMap((rows) =>
      rows.slice(1).map((row, at) => {
        const [before, after] = [rows[at]!.root, row.root].map((root) => ({
          score: root.value!,
          contributions: root.contributions,
        }));
        return Math.abs(
          sum(contributionsOfChange(before!, after!).map((part) => part.contribution)) -
            (after!.score - before!.score),
        );
      }),
    );
    expect(changes.length).toBeGreaterThan(1000);
    expect(Math.max(...changes)).toBeLessThan(1e-9);
  });
});
