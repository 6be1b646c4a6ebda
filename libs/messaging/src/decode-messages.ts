import { BrokenRecordError, decodeCloudEvent, type EventDefinition } from '#contracts';
import { type DeadLetter } from './dead-letter.store.js';
import { type RawMessage, type ReceivedEvent } from './slice.js';

export interface Decoded {
  readonly events: ReceivedEvent<unknown>[];
  readonly broken: DeadLetter[];
  /** The newest catalogue under which any of the events was made. */
  readonly catalogueVersion: number;
}

/** Decodes and validates the messages of one topic; what is broken or of an unknown type comes out as dead letters. */
export function decodeMessages(
  messages: readonly RawMessage[],
  definitions: ReadonlyMap<string, EventDefinition>,
): Decoded {
  const events: ReceivedEvent<unknown>[] = [];
  const broken: DeadLetter[] = [];
  let catalogueVersion = 0;
  for (const message of messages) {
    const result = decodeOne(message, definitions);
    if ('code' in result) broken.push({ message, ...result });
    else {
      events.push(result);
      const version = (result.data as { catalogueVersion?: number }).catalogueVersion ?? 0;
      if (version > catalogueVersion) catalogueVersion = version;
    }
  }
  return { events, broken, catalogueVersion };
}

function decodeOne(
  message: RawMessage,
  definitions: ReadonlyMap<string, EventDefinition>,
): ReceivedEvent<unknown> | { code: string; detail: string } {
  try {
    const event = decodeCloudEvent(message);
    const definition = definitions.get(event.type);
    if (!definition)
      return { code: 'event.unknown-type', detail: `No handler here knows the type ${event.type}.` };
    const fault = definition.faultOf(event.data);
    if (fault) return { code: 'event.schema', detail: `${event.type}: ${fault}` };
    const { id, data, time, traceparent } = event;
    return {
      id,
      data,
      time,
      traceparent,
      key: message.key?.toString() ?? '',
      offset: Number(message.offset),
    };
  } catch (error) {
    if (error instanceof BrokenRecordError) return { code: error.code, detail: error.message };
    throw error;
  }
}
