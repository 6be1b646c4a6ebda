import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseMethodDocument } from './method-document-parse.js';
import { METHOD_DOCUMENT_SCHEMA } from './method-document-schema.js';
import { assertDocumentHoldsFor, methodLeaves } from './method-document.js';
import { MethodError } from './method-error.js';

const leaf = (code: string, change: object = {}) => ({
  code,
  level: 2,
  weight: 1,
  direction: 'up',
  ...change,
});
const branch = (code: string, children: object[], change: object = {}) => ({
  code,
  level: 1,
  weight: 50,
  aggregate: 'arithmetic',
  children,
  ...change,
});
const tree = (children: object[], change: object = {}) => ({
  code: 'X',
  level: 0,
  aggregate: 'weighted-sum',
  children,
  ...change,
});

function aDocument(change: object = {}): object {
  return {
    index: 'X',
    edition: 'X-2021',
    validFrom: '2021',
    validTo: '2024',
    normalise: { method: 'min-max', scale: [1, 10] },
    minimumCoverage: 0.7,
    tree: tree([branch('X.1', [leaf('A'), leaf('B', { direction: 'down' })]), branch('X.2', [leaf('C')])]),
    ...change,
  };
}

function refusal(document: unknown): { code?: string; detail?: string } {
  try {
    parseMethodDocument(document);
  } catch (error) {
    if (error instanceof MethodError) return { code: error.code, detail: error.detail };
    throw error;
  }
  return {};
}

describe('an edition document', () => {
  it('is read with its tree', () => {
    const document = parseMethodDocument(aDocument());
    expect(methodLeaves(document.tree).map((one) => [one.code, one.direction])).toEqual([
      ['A', 'up'],
      ['B', 'down'],
      ['C', 'up'],
    ]);
    expect(document).toMatchObject({
      index: 'X',
      minimumCoverage: 0.7,
      normalise: { method: 'min-max', scale: [1, 10] },
    });
  });

  it('holds for its own periods only', () => {
    const document = parseMethodDocument(aDocument());
    expect(() => assertDocumentHoldsFor(document, '2022-Q1')).not.toThrow();
    expect(() => assertDocumentHoldsFor(document, '2025')).toThrow(
      'edition.wrong-period: edition X-2021 holds from 2021 to 2024, not for 2025',
    );
  });

  const uncertainty = (factor: object) => ({ uncertainty: { unit: 'u', factors: [factor] } });

  it.each([
    ['no object', 'text', 'method.invalid', 'the document is "text"; give an object'],
    ['no index', aDocument({ index: undefined }), 'method.invalid', 'index is missing; give a text'],
    [
      'a field that there is none of',
      aDocument({ weigths: 'equal' }),
      'method.unknown-field',
      'weigths is no field of a method; here are $schema, name,',
    ],
    [
      'a field that there is none of in a leaf',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { goalpost: [0, 1] })])]) }),
      'method.unknown-field',
      'tree.children[0].children[0].goalpost is no field of a method; here are name, source, note, code,',
    ],
    [
      'an exponent in a leaf, whose it is not',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { exponent: 2 })])]) }),
      'method.unknown-field',
      'tree.children[0].children[0].exponent is no field of a method',
    ],
    [
      'a field that there is none of in a factor',
      aDocument(uncertainty({ factor: 'weight:A', shares: 0.2 })),
      'method.unknown-field',
      'uncertainty.factors[0].shares is no field of a method; here are factor, share, methods',
    ],
    [
      'an unknown normalisation',
      aDocument({ normalise: { method: 'magic' } }),
      'method.invalid',
      'normalise.method is "magic"; give one of min-max, goalposts',
    ],
    [
      'a scale upside down',
      aDocument({ normalise: { method: 'none', scale: [10, 1] } }),
      'method.invalid',
      'normalise.scale is [10,1]',
    ],
    [
      'a coverage beyond 1',
      aDocument({ minimumCoverage: 70 }),
      'method.invalid',
      'minimumCoverage is 70; give a share from 0 to 1',
    ],
    [
      'an end before its beginning',
      aDocument({ validTo: '2020' }),
      'edition.invalid',
      'validTo is "2020"; it must not come before 2021',
    ],
    [
      'a period that is none',
      aDocument({ validFrom: 'last year' }),
      'period.invalid',
      '"last year" is not a period id',
    ],
    [
      'weights that do not sum',
      aDocument({ tree: tree([branch('X.1', [leaf('A')])]) }),
      'weights.do-not-sum',
      'weights under X add up to 50, not to 100',
    ],
    [
      'a weight that is text',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { weight: '5' })])]) }),
      'weights.invalid',
      'tree.children[0].children[0].weight is "5"; give a finite number',
    ],
    [
      'a weight of 0',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { weight: 0 })])]) }),
      'weights.invalid',
      'a weight is above 0',
    ],
    [
      'a code twice',
      aDocument({ tree: tree([branch('X.1', [leaf('A')]), branch('X.2', [leaf('A')])]) }),
      'tree.duplicate-code',
      'the tree has A twice',
    ],
    [
      'a node under itself',
      aDocument({ tree: tree([branch('X.1', [{ ...branch('X.1', [leaf('A')]), level: 2 }])]) }),
      'tree.cycle',
      'tree.children[0].children[0].code is "X.1"; it would be its own ancestor',
    ],
    [
      'a node that names another parent than it stands under',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { parent: 'X.9' })])]) }),
      'tree.orphan',
      'tree.children[0].children[0].parent is "X.9"; it stands under X.1',
    ],
    [
      'an index without children',
      aDocument({ tree: { code: 'X', level: 0, direction: 'up' } }),
      'method.invalid',
      'tree.children is missing',
    ],
    [
      'a branch without children',
      aDocument({ tree: tree([branch('X.1', [])]) }),
      'method.invalid',
      'tree.children[0].children is []',
    ],
    [
      'a leaf without direction',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { direction: undefined })])]) }),
      'method.invalid',
      'direction is missing; give one of up, down',
    ],
    [
      'a wrong level',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { level: 1 })])]) }),
      'method.invalid',
      'this node is at level 2',
    ],
    [
      'goalposts without width',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { goalposts: [1, 1] })])]) }),
      'goalposts.invalid',
      'goalposts is [1,1]',
    ],
    [
      'goalposts against the direction',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { goalposts: [9, 1] })])]) }),
      'goalposts.invalid',
      'low end of the scale',
    ],
    [
      'a range from high to low',
      aDocument({ tree: tree([branch('X.1', [leaf('A', { range: [10, 1] })])]) }),
      'method.invalid',
      'range is [10,1]; give the least value, then the largest',
    ],
    [
      'a factor that is no node',
      aDocument(uncertainty({ factor: 'weight:Z', share: 0.2 })),
      'method.invalid',
      'uncertainty.factors[0].factor is "weight:Z"',
    ],
    [
      'a share of 1',
      aDocument(uncertainty({ factor: 'weight:A', share: 1 })),
      'method.invalid',
      'give a share between 0 and 1',
    ],
    [
      'a factor twice',
      aDocument({
        uncertainty: {
          factors: [
            { factor: 'weight:A', share: 0.1 },
            { factor: 'weight:A', share: 0.2 },
          ],
        },
      }),
      'method.invalid',
      'name each factor once',
    ],
  ])('is refused for %s', (_, document, code, detail) => {
    const found = refusal(document);
    expect(found.code).toBe(code);
    expect(found.detail).toContain(detail);
  });

  it('fits its JSON Schema, and what the schema refuses is refused', () => {
    const isValid = new Ajv2020().compile(METHOD_DOCUMENT_SCHEMA);
    expect(isValid(aDocument(uncertainty({ factor: 'weight:A', share: 0.2 })))).toBe(true);
    const broken = [
      aDocument({ index: undefined }),
      aDocument({ minimumCoverage: 70 }),
      aDocument({ tree: tree([branch('X.1', [])]) }),
      aDocument({ tree: tree([branch('X.1', [leaf('A', { direction: 'sideways' })])]) }),
      aDocument({ normalise: { method: 'magic' } }),
    ];
    expect(broken.map((document) => isValid(JSON.parse(JSON.stringify(document))))).toEqual(
      broken.map(() => false),
    );
    expect(broken.map((document) => refusal(document).code)).toEqual(broken.map(() => 'method.invalid'));
  });
});
