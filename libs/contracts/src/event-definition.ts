import { type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Instant, type Static, type TObject } from './schema.js';
import { uuidV5 } from './uuid-v5.js';

const ajv = new Ajv2020({ allErrors: false, strict: false });

/** One version of one event: its name, where it travels, its schema, and what identifies its state. */
export interface EventDefinition<T = unknown> {
  /** CloudEvents type: the topic without the leading `chiso.`. */
  readonly type: string;
  readonly topic: string;
  /** JSON Schema 2020-12 of the data. */
  readonly schema: TObject;
  readonly example: T;
  keyOf(data: T): string;
  /** Identifies the entity whose state the event carries; unique within the type. */
  entityOf(data: T): string;
  /** When the state began to hold; becomes `ce_time`, so that a resend carries the same time. */
  timeOf(data: T): Instant;
  /** The first fault of the data as a sentence, or undefined where it is valid. */
  faultOf(data: unknown): string | undefined;
}

type Spec<S extends TObject> = {
  type: string;
  schema: S;
  example: Static<S>;
  keyOf(data: Static<S>): string;
  entityOf(data: Static<S>): string;
  timeOf(data: Static<S>): Instant;
};

/** Builds the definition that gives the TypeScript type, the JSON Schema and the compiled validator of an event. */
export function defineEvent<S extends TObject>(spec: Spec<S>): EventDefinition<Static<S>> {
  const validate = ajv.compile({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...spec.schema });
  const faultOf = (data: unknown) => (validate(data) ? undefined : sentence(validate.errors?.[0]));
  return { ...spec, topic: `chiso.${spec.type}`, faultOf };
}

/** A state on its way out: the definition and the data; everything else follows from them. */
export interface OutgoingEvent<T = unknown> {
  readonly definition: EventDefinition<T>;
  readonly data: T;
}

export const eventOf = <T>(definition: EventDefinition<T>, data: T): OutgoingEvent<T> => ({
  definition,
  data,
});

/** The same state of the same entity always has the same id: UUIDv5 over type, key, entity and version (RFC 9562). */
export function eventId<T extends { version: number }>(definition: EventDefinition<T>, data: T): string {
  return uuidV5(`${definition.type}|${definition.keyOf(data)}|${definition.entityOf(data)}|${data.version}`);
}

function sentence(error: ErrorObject | undefined): string {
  return error ? `${error.instancePath || 'data'} ${error.message ?? 'is not valid'}` : 'data is not valid';
}
