import { readFileSync } from 'node:fs';
import type { Edition, EditionNode } from './edition.js';
import { isOutsideScale, publishedComposite } from './published-composite.js';
import { competitionRank } from './rank.js';

function oracle(name: string): unknown {
  return JSON.parse(
    readFileSync(`${import.meta.dirname}/../../../test/oracles/scoring/${name}.json`, 'utf8'),
  );
}

function pciEdition(weights: Readonly<Record<string, number>>): Edition {
  const children = Object.entries(weights).map(([code, weight]): EditionNode => ({
    code,
    parent: 'pci',
    level: 'component',
    weight: weight * 100,
    aggregation: 'none',
  }));
  const root: EditionNode = {
    code: 'pci',
    level: 'index',
    aggregation: 'weighted-sum',
    scaleMin: 10,
    scaleMax: 100,
  };
  return { id: 'PCI', index: 'PCI', validFromPeriod: '2005', nodes: [root, ...children] };
}

type Row = Readonly<Record<string, number | string | null>>;

function valuesOf(row: Row): Map<string, number> {
  const numbers = Object.entries(row).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return new Map(numbers.filter(([code]) => code !== 'pci' && code !== 'rank'));
}

function rowsOf(columns: Readonly<Record<string, readonly (number | string | null)[]>>): Row[] {
  const names = Object.keys(columns);
  return (columns[names[0]!] ?? []).map((_, at) =>
    Object.fromEntries(names.map((name) => [name, columns[name]![at]!])),
  );
}

interface CompositeYear {
  readonly year: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly rows: Readonly<Record<string, readonly (number | string | null)[]>>;
}

describe('PCI composite, pci_composite_open.json (VCCI/USAID through vietnamdata @be581b8d)', () => {
  const { years, tolerance } = oracle('pci_composite_open') as { years: CompositeYear[]; tolerance: number };

  it.each(years.map((year) => [year.year, year] as const))(
    'agrees with the published score and rank of %i',
    (_, year) => {
      const edition = pciEdition(year.weights);
      const rows = rowsOf(year.rows);
      const computed = rows.map((row) => publishedComposite(edition, 'pci', valuesOf(row))[0]!);
      const worst = Math.max(
        ...rows.map((row, at) => Math.abs((computed[at]?.value ?? NaN) - Number(row['pci']))),
      );
      expect(worst).toBeLessThan(tolerance);
      const ranks = new Map(
        competitionRank(
          rows.map((row, at) => ({ unit: String(row['prov']), value: computed[at]!.value! })),
        ).map((row) => [row.unit, row.rank]),
      );
      expect(
        rows.filter((row) => row['rank'] !== null && ranks.get(String(row['prov'])) !== row['rank']),
      ).toEqual([]);
    },
  );
});

describe('PCI composite, pci_published_2021.json (pcivietnam.vn, two decimals)', () => {
  const { rows, weights } = oracle('pci_published_2021') as { rows: Row[]; weights: Record<string, number> };

  it.each(rows.map((row) => [row['prov'], row] as const))('of %s agrees within 0.031', (_, row) => {
    const [root] = publishedComposite(pciEdition(weights), 'pci', valuesOf(row));
    expect(Math.abs(root!.value! - Number(row['pci']))).toBeLessThanOrEqual(0.031);
  });
});

const PAPI_PARTS: Readonly<Record<string, readonly string[]>> = {
  participation: ['knowledge', 'opportunities', 'elections', 'contributions'],
  transparency: ['povertylists', 'budgetexpenditure', 'landuse'],
  corruption: ['public', 'service', 'employment', 'willingness'],
  procedures: ['certification', 'construction', 'landuse', 'personal'],
  service: ['health', 'primary', 'infrastructure', 'law'],
};

function sumEdition(root: string, parts: Readonly<Record<string, readonly string[]>>): Edition {
  const dimensions = Object.keys(parts).map((code): EditionNode => ({
    code,
    parent: root,
    level: 'component',
    weight: 1,
    aggregation: 'sum',
  }));
  const leaves = Object.entries(parts).flatMap(([dimension, names]) =>
    names.map((name): EditionNode => ({
      code: `${dimension}_${name}`,
      parent: dimension,
      level: 'subcomponent',
      weight: 1,
      aggregation: 'none',
    })),
  );
  const nodes: EditionNode[] = [{ code: root, level: 'index', aggregation: 'sum' }, ...dimensions, ...leaves];
  return { id: root, index: root, validFromPeriod: '2011', nodes };
}

describe('PAPI sums, papi_open.json (CECODES/RTA/UNDP through vietnamdata @be581b8d)', () => {
  const { rows: columns, tolerance } = oracle('papi_open') as {
    rows: Record<string, (number | string | null)[]>;
    tolerance: number;
  };
  const rows = rowsOf(columns);

  it('adds sub-dimensions to every published dimension that has kept its parts', () => {
    const edition = sumEdition('five', PAPI_PARTS);
    const pairs = rows.flatMap((row) =>
      publishedComposite(edition, 'five', valuesOf(row))
        .filter((node) => node.level === 'component' && row[node.code] !== null)
        .map((node) => Math.abs((node.value ?? NaN) - Number(row[node.code]))),
    );
    expect(pairs.length).toBeGreaterThan(900);
    expect(Math.max(...pairs)).toBeLessThan(tolerance);
  });

  const dimensions = [...Object.keys(PAPI_PARTS), 'accountability'];
  const totals = sumEdition('unweighted', Object.fromEntries(dimensions.map((code) => [code, []])));

  it('adds dimensions to every published total', () => {
    const gaps = rows.map((row) => {
      const [total] = publishedComposite(totals, 'unweighted', valuesOf(row));
      return Math.abs((total?.value ?? NaN) - Number(row['unweighted']));
    });
    expect(gaps).toHaveLength(189);
    expect(Math.max(...gaps)).toBeLessThan(tolerance);
  });

  it.each(dimensions)('turns no missing %s into 0', (code) => {
    const values = valuesOf(rows[0]!);
    values.delete(code);
    const [total] = publishedComposite(totals, 'unweighted', values);
    expect(total).toMatchObject({ reason: 'missing-children', missing: [code] });
    expect(total?.value).toBeUndefined();
  });
});

describe('the tree of a published index', () => {
  it('gives components and no composite under an edition without weights', () => {
    const nodes: EditionNode[] = [
      { code: 'R', level: 'index', aggregation: 'none' },
      { code: 'A', parent: 'R', level: 'component', aggregation: 'none' },
    ];
    const [root, component] = publishedComposite(
      { id: 'E', index: 'R', validFromPeriod: '2025', nodes },
      'R',
      new Map([['A', 6]]),
    );
    expect(root).toMatchObject({ reason: 'edition-without-weights' });
    expect(root?.value).toBeUndefined();
    expect(component).toMatchObject({ code: 'A', value: 6 });
  });

  it('names the parts that are missing', () => {
    const [root] = publishedComposite(pciEdition({ entry: 0.4, land: 0.6 }), 'pci', new Map([['land', 6]]));
    expect(root).toMatchObject({ reason: 'missing-children', missing: ['entry'] });
  });

  it('splits the composite into contributions that add up', () => {
    const [root] = publishedComposite(
      pciEdition({ entry: 0.3, land: 0.7 }),
      'pci',
      new Map([
        ['entry', 7.123456789],
        ['land', 6.1],
      ]),
    );
    expect(root!.contributions.map((part) => part.contribution)).toEqual([21.370370367, 42.7]);
    expect(root!.value).toBe(64.070370367);
  });

  it('takes 0.002 outside the scale for rounding and more for an error', () => {
    const node: EditionNode = { code: 'A', level: 'x', aggregation: 'none', scaleMin: 0.25, scaleMax: 2.5 };
    expect([2.502, 2.503, 0.248, 0.247].map((value) => isOutsideScale(node, value))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it('refuses an infinite value', () => {
    expect(() => publishedComposite(pciEdition({ entry: 1 }), 'pci', new Map([['entry', Infinity]]))).toThrow(
      'value.infinite',
    );
  });
});
