import { eventId, type EventDefinition } from './event-definition.js';
import { jsonOf } from './json-text.js';
import { type Instant } from './schema.js';

/** A record in the shape that a Kafka client sends: CloudEvents 1.0, Kafka protocol binding 1.0.2, binary content mode. */
export interface EncodedRecord {
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** A decoded record: the context attributes, and the data as parsed JSON. */
export interface DecodedEvent {
  id: string;
  type: string;
  source: string;
  time: Instant | undefined;
  subject: string | undefined;
  traceparent: string | undefined;
  data: unknown;
}

/** What `decodeCloudEvent` throws; the code becomes the reason of the dead letter. */
export class BrokenRecordError extends Error {
  override readonly name = 'BrokenRecordError';
  constructor(
    readonly code: 'bytes.no-headers' | 'bytes.not-json' | 'bytes.empty' | 'bytes.content-type',
    detail: string,
  ) {
    super(detail);
  }
}

type HeaderValue = string | Buffer | (string | Buffer)[] | undefined;

/** Encodes the state of an entity; `source` is the service, e.g. `/chiso/scoring`. */
export function encodeCloudEvent<T extends { version: number }>(
  definition: EventDefinition<T>,
  data: T,
  source: string,
  traceparent?: string,
): EncodedRecord {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: eventId(definition, data),
    ce_type: definition.type,
    ce_source: source,
    ce_time: definition.timeOf(data),
    ce_subject: definition.entityOf(data),
    'content-type': 'application/json',
  };
  if (traceparent) headers['traceparent'] = traceparent;
  return { key: definition.keyOf(data), value: jsonOf(data), headers };
}

/** Reads a record in binary content mode; unknown headers are ignored. Throws BrokenRecordError. */
export function decodeCloudEvent(record: {
  value: Buffer | string | null;
  headers?: Record<string, HeaderValue>;
}): DecodedEvent {
  const header = (name: string) => asText(record.headers?.[name]);
  const id = header('ce_id');
  const type = header('ce_type');
  const source = header('ce_source');
  if (!id || !type || !source || header('ce_specversion') !== '1.0') {
    throw new BrokenRecordError(
      'bytes.no-headers',
      'The headers ce_specversion 1.0, ce_id, ce_type and ce_source are needed.',
    );
  }
  const contentType = header('content-type');
  if (contentType && !contentType.startsWith('application/json')) {
    throw new BrokenRecordError(
      'bytes.content-type',
      `The content type ${contentType} is not application/json.`,
    );
  }
  return {
    id,
    type,
    source,
    time: header('ce_time'),
    subject: header('ce_subject'),
    traceparent: header('traceparent'),
    data: parse(record.value),
  };
}

function parse(value: Buffer | string | null): unknown {
  if (value === null || value.length === 0)
    throw new BrokenRecordError('bytes.empty', 'The record has no value.');
  try {
    return JSON.parse(value.toString());
  } catch (cause) {
    throw new BrokenRecordError('bytes.not-json', `The value is not JSON: ${(cause as Error).message}`);
  }
}

function asText(value: HeaderValue): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? undefined : first.toString();
}
