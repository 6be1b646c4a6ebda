import { AGGREGATE_METHODS } from './aggregate.js';
import { IMPUTE_METHODS } from './impute.js';
import { NORMALISE_METHODS } from './normalise.js';
import { TREAT_METHODS } from './treat.js';

const PERIOD = { type: 'string', pattern: '^\\d{4}(-(H[12]|Q[1-4]|W\\d{2}|\\d{2}(-\\d{2})?))?$' };
const CODE = { type: 'string', minLength: 1 };
const WEIGHT = { type: 'number', exclusiveMinimum: 0 };
const LEVEL = { type: 'integer', minimum: 1 };
/** What is for people and decides nothing. */
const WORDS = { name: { type: 'string' }, source: { type: 'string' }, note: { type: 'string' } };
const PAIR = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 };

/**
 * JSON Schema (2020-12) of an edition document, for editors and for publishing; parseMethodDocument also checks what
 * a schema cannot say (sums of weights, codes once, goalposts in order).
 *
 * Source: interfaces, METHOD.json.
 */
export const METHOD_DOCUMENT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'chiso:method-document:1',
  title: 'METHOD.json: an edition of a composite index',
  type: 'object',
  required: ['index', 'edition', 'normalise', 'minimumCoverage', 'tree'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    ...WORDS,
    index: CODE,
    edition: CODE,
    validFrom: PERIOD,
    validTo: PERIOD,
    normalise: {
      type: 'object',
      required: ['method'],
      additionalProperties: false,
      properties: { method: { enum: [...NORMALISE_METHODS] }, scale: PAIR },
    },
    treat: {
      type: 'object',
      required: ['method'],
      additionalProperties: false,
      properties: {
        method: { enum: [...TREAT_METHODS] },
        maximum: { type: 'number' },
        skewness: { type: 'number' },
        kurtosis: { type: 'number' },
      },
    },
    impute: {
      type: 'object',
      required: ['method'],
      additionalProperties: false,
      properties: { method: { enum: [...IMPUTE_METHODS] }, group: CODE },
    },
    minimumCoverage: { type: 'number', minimum: 0, maximum: 1 },
    tree: { $ref: '#/$defs/index' },
    uncertainty: { $ref: '#/$defs/uncertainty' },
  },
  $defs: {
    index: {
      type: 'object',
      required: ['code', 'aggregate', 'children'],
      additionalProperties: false,
      properties: {
        ...WORDS,
        code: CODE,
        level: { const: 0 },
        weight: { type: 'number' },
        aggregate: { enum: [...AGGREGATE_METHODS] },
        exponent: { type: 'number' },
        children: { type: 'array', minItems: 1, items: { $ref: '#/$defs/node' } },
      },
    },
    node: { oneOf: [{ $ref: '#/$defs/branch' }, { $ref: '#/$defs/leaf' }] },
    branch: {
      type: 'object',
      required: ['code', 'weight', 'aggregate', 'children'],
      additionalProperties: false,
      properties: {
        ...WORDS,
        code: CODE,
        parent: CODE,
        level: LEVEL,
        weight: WEIGHT,
        aggregate: { enum: [...AGGREGATE_METHODS] },
        exponent: { type: 'number' },
        children: { type: 'array', minItems: 1, items: { $ref: '#/$defs/node' } },
      },
    },
    leaf: {
      type: 'object',
      required: ['code', 'weight', 'direction'],
      additionalProperties: false,
      properties: {
        ...WORDS,
        code: CODE,
        parent: CODE,
        level: LEVEL,
        weight: WEIGHT,
        direction: { enum: ['up', 'down'] },
        goalposts: PAIR,
        range: PAIR,
        target: { type: 'number' },
        treat: { enum: [...TREAT_METHODS] },
      },
    },
    uncertainty: {
      type: 'object',
      required: ['factors'],
      additionalProperties: false,
      properties: {
        unit: CODE,
        factors: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['factor'],
            additionalProperties: false,
            properties: {
              factor: { type: 'string', pattern: '^(weight:.+|normalise|aggregate)$' },
              share: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
              methods: { type: 'array', minItems: 1, items: { type: 'string' } },
            },
          },
        },
      },
    },
  },
} as const;
