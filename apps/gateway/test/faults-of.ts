import { Ajv2020 } from 'ajv/dist/2020.js';
import { SCHEMAS, type SchemaName } from '../src/openapi/schemas.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addSchema({ $id: 'api', components: { schemas: JSON.parse(JSON.stringify(SCHEMAS)) as object } });

/** Where an answer leaves the shape that the API page describes. */
export function faultsOf(name: SchemaName, answer: unknown): string[] {
  const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
  if (validate(answer)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
