import {
  editionFor,
  editionsFor,
  holdsFor,
  rootsOf,
  subtreeOf,
  validateEdition,
  type Edition,
} from './edition.js';
import { MethodError } from './method-error.js';

function anEdition(change: Partial<Edition> = {}): Edition {
  return {
    id: 'X-2021',
    index: 'X',
    validFromPeriod: '2021',
    nodes: [
      { code: 'X', level: 'index', aggregation: 'weighted-sum' },
      { code: 'X.1', parent: 'X', level: 'component', weight: 60, aggregation: 'none' },
      { code: 'X.2', parent: 'X', level: 'component', weight: 40, aggregation: 'none' },
    ],
    ...change,
  };
}

function withWeight(weight: number): Edition {
  const [root, first, second] = anEdition().nodes;
  return anEdition({ nodes: [root!, first!, { ...second!, weight }] });
}

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof MethodError) return error.code;
  }
  return undefined;
}

describe('an edition', () => {
  it('passes when its weights add up to 100 within the rounding of their source', () => {
    expect(() => validateEdition(anEdition())).not.toThrow();
    expect(() => validateEdition(withWeight(39.99))).not.toThrow();
    expect(() => validateEdition(withWeight(40.01))).not.toThrow();
  });

  it.each([
    ['weights that miss 100', withWeight(39.98), 'weights.do-not-sum'],
    ['a weight of zero', withWeight(0), 'weights.invalid'],
    ['an infinite weight', withWeight(Infinity), 'weights.invalid'],
    [
      'a parent that is no node',
      anEdition({ nodes: [{ code: 'A', parent: 'B', level: 'x', aggregation: 'none' }] }),
      'tree.orphan',
    ],
    [
      'a cycle',
      anEdition({
        nodes: [
          { code: 'A', parent: 'B', level: 'x', weight: 1, aggregation: 'sum' },
          { code: 'B', parent: 'A', level: 'x', weight: 1, aggregation: 'sum' },
        ],
      }),
      'tree.cycle',
    ],
    ['no node', anEdition({ nodes: [] }), 'tree.no-root'],
    [
      'a code twice',
      anEdition({ nodes: [...anEdition().nodes, anEdition().nodes[1]!] }),
      'tree.duplicate-code',
    ],
    ['an end before its beginning', anEdition({ validToPeriod: '2020' }), 'edition.invalid'],
    ['a period that is none', anEdition({ validFromPeriod: 'soon' }), 'period.invalid'],
  ])('is refused for %s', (_, edition, code) => {
    expect(codeOf(() => validateEdition(edition))).toBe(code);
  });

  it('lets weights under a weighted mean add up to anything', () => {
    const [root, ...children] = withWeight(30).nodes;
    expect(() =>
      validateEdition(anEdition({ nodes: [{ ...root!, aggregation: 'weighted-mean' }, ...children] })),
    ).not.toThrow();
  });

  it('holds for months, quarters and days of its periods and for no others', () => {
    const edition = anEdition({ validFromPeriod: '2021-01', validToPeriod: '2021-12' });
    expect(
      ['2021-01', '2021-Q4', '2021', '2021-H2', '2021-12-31', '2021-W01'].filter(
        (p) => !holdsFor(edition, p),
      ),
    ).toEqual([]);
    expect(['2020-12', '2022-Q1', '2022-01', '2020-W53'].filter((p) => holdsFor(edition, p))).toEqual([]);
  });

  it('is looked up by index and period, the newest first where two overlap', () => {
    const older = anEdition({ id: 'X-2018', validFromPeriod: '2018', validToPeriod: '2021' });
    const editions = [older, anEdition(), anEdition({ id: 'Y', index: 'Y' })];
    expect(editionFor(editions, 'X', '2020').id).toBe('X-2018');
    expect(editionsFor(editions, 'X', '2021').map((edition) => edition.id)).toEqual(['X-2021', 'X-2018']);
    expect(codeOf(() => editionFor(editions, 'X', '2017'))).toBe('edition.wrong-period');
    const twin = anEdition({ id: 'X-2021B' });
    for (const each of [
      [twin, ...editions],
      [...editions, twin],
    ])
      expect(editionFor(each, 'X', '2021').id).toBe('X-2021B');
  });

  it('names its roots and subtrees, parents before children', () => {
    const edition = anEdition({
      nodes: [...anEdition().nodes, { code: 'TASK', level: 'component', aggregation: 'weighted-mean' }],
    });
    expect(rootsOf(edition).map((node) => node.code)).toEqual(['X', 'TASK']);
    expect(subtreeOf(edition, 'X').map((node) => node.code)).toEqual(['X', 'X.1', 'X.2']);
  });
});
