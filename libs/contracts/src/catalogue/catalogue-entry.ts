import { Ajv2020 } from 'ajv/dist/2020.js';
import { defineEvent } from '../event-definition.js';
import { code, day, instant, oneOf, stateOf, Type, type Day, type Static } from '../schema.js';
import { CATALOGUE_KINDS, type CatalogueAttributes, type CatalogueKind } from './attributes.js';

export const CATALOGUE_KIND_NAMES = Object.keys(CATALOGUE_KINDS) as CatalogueKind[];

const Entry = stateOf({
  kind: oneOf(CATALOGUE_KIND_NAMES),
  code: code(),
  validFrom: day(),
  validTo: Type.Optional(day()),
  attributes: Type.Record(Type.String(), Type.Unknown()),
  recordedAt: instant(),
});
type AnyEntry = Static<typeof Entry>;

/** A dated entry of the catalogue as it travels; `validFrom` to `validTo`, both included, open where `validTo` is absent. */
export type CatalogueEntry<K extends CatalogueKind = CatalogueKind> = Omit<
  AnyEntry,
  'kind' | 'attributes'
> & {
  kind: K;
  attributes: CatalogueAttributes[K];
};

/** What a caller gives: an entry without version, cause and time. */
export interface CatalogueDraft<K extends CatalogueKind = CatalogueKind> {
  kind: K;
  code: string;
  validFrom: Day;
  validTo?: Day;
  attributes: CatalogueAttributes[K];
}

/** One entry of the catalogue; the topic has one partition, is compacted and never carries a tombstone. */
export const CatalogueV1 = defineEvent({
  type: 'catalogue.v1',
  schema: Entry,
  keyOf: (data) => `${data.kind}:${data.code}:${data.validFrom}`,
  entityOf: (data) => `${data.kind}:${data.code}:${data.validFrom}`,
  timeOf: (data) => data.recordedAt,
  example: {
    kind: 'peer-group-member',
    code: 'PG_SO:SXD',
    validFrom: '2021-01-01',
    attributes: { group: 'PG_SO', unit: 'SXD' },
    version: 1,
    cause: 'live',
    catalogueVersion: 1,
    recordedAt: '2021-01-01T00:00:00.000Z',
  },
});

const ajv = new Ajv2020({ allErrors: true, strict: false });
const validators = Object.fromEntries(
  CATALOGUE_KIND_NAMES.map((kind) => [kind, ajv.compile(CATALOGUE_KINDS[kind])]),
);

/** All faults of an entry's attributes under the schema of its kind, each with the field it is about. */
export function attributeFaults(kind: string, attributes: unknown): { field: string; detail: string }[] {
  const validate = validators[kind];
  if (!validate)
    return [{ field: 'kind', detail: `unknown kind ${kind}; one of ${CATALOGUE_KIND_NAMES.join(', ')}` }];
  if (validate(attributes)) return [];
  return (validate.errors ?? []).map((error) => ({
    field: `attributes${error.instancePath.replaceAll('/', '.')}`,
    detail: error.message ?? 'is not valid',
  }));
}
