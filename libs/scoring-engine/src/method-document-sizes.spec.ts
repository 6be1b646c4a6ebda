import { parseMethodDocument } from './method-document-parse.js';

const leaf = (code: string, change: object = {}) => ({ code, weight: 1, direction: 'up', ...change });
const branch = (code: string, children: object[], change: object = {}) => ({
  code,
  weight: 1,
  aggregate: 'arithmetic',
  children,
  ...change,
});
const tree = (children: object[]) => ({ code: 'X', aggregate: 'arithmetic', children });

function aDocument(change: object = {}): object {
  const normalise = { method: 'min-max', scale: [1, 10] };
  return {
    index: 'X',
    edition: 'X-2021',
    normalise,
    minimumCoverage: 0.7,
    tree: tree([leaf('A')]),
    ...change,
  };
}

function aDeepBranch(levels: number): object {
  let node: object = leaf('A');
  for (let level = levels; level > 0; level -= 1) node = branch(`N${level}`, [node]);
  return node;
}

describe('an edition document with numbers that no method can compute with', () => {
  it.each([
    [
      'an infinite weight',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { weight: Infinity })])]) }),
      'weights.invalid',
      'weight is Infinity; give a finite number',
    ],
    [
      'weights whose sum no number holds',
      aDocument({
        tree: tree([branch('X.1', [leaf('A', { weight: 1e308 }), leaf('B', { weight: 1.7e308 })])]),
      }),
      'weights.invalid',
      'weight is 1e+308; give 0 or a size from 1e-100 to 1e+100',
    ],
    [
      'a weight without digits',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { weight: 1e-320 })])]) }),
      'weights.invalid',
      'weight is 1e-320; give 0 or a size',
    ],
    [
      'goalposts whose width no number holds',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { goalposts: [-1e308, 1e308] })])]) }),
      'goalposts.invalid',
      'goalposts[0] is -1e+308',
    ],
    [
      'a scale whose width no number holds',
      aDocument({ normalise: { method: 'goalposts', scale: [-1.7e308, 1.7e308] } }),
      'method.invalid',
      'normalise.scale[0] is -1.7e+308',
    ],
    [
      'an exponent next to 0',
      aDocument({ tree: tree([branch('X.1', [leaf('A')], { aggregate: 'power', exponent: 1e-9 })]) }),
      'method.invalid',
      'exponent is 1e-9; use the geometric mean',
    ],
    [
      'a tree without end',
      aDocument({ tree: tree([aDeepBranch(20_000)]) }),
      'method.invalid',
      'more than 50 levels',
    ],
  ])('is refused for %s', (_, document, code, detail) => {
    expect(() => parseMethodDocument(document)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(detail) }),
    );
  });
});
