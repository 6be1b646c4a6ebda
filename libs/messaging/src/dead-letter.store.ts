import { statement, type Tx } from '#persistence';
import { type PartitionOfGroup } from './offset.store.js';
import { LARGEST_BYTES, type Outbox } from './outbox.js';
import { type RawMessage } from './slice.js';

const ADD = statement(
  'dead-letter.add',
  `INSERT INTO dead_letter (consumer_group, topic, partition, message_offset, key, headers, value, code, detail)
   SELECT $1, $2, $3, * FROM unnest($4::bigint[], $5::text[], $6::jsonb[], $7::bytea[], $8::text[], $9::text[])
   ON CONFLICT DO NOTHING`,
);

export interface DeadLetter {
  readonly message: RawMessage;
  readonly code: string;
  readonly detail: string;
}

/** Keeps what could not be processed, in the table that replays it and on the topic that tells others. */
export class DeadLetterStore {
  constructor(private readonly outbox: Outbox) {}

  /** Written in the slice's transaction; an event that is dead already stays as it is. */
  async add(tx: Tx, place: PartitionOfGroup, letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    await tx.query(ADD, [
      place.group,
      place.topic,
      place.partition,
      letters.map(({ message }) => Number(message.offset)),
      letters.map(({ message }) => textOf(message.key)),
      letters.map(({ message }) => JSON.stringify(headersOf(message))),
      letters.map(({ message }) => message.value),
      letters.map(({ code }) => code),
      letters.map(({ detail }) => withoutNul(detail)),
    ]);
    await this.outbox.appendRows(
      tx,
      letters.map((letter) => recordOf(place, letter)),
    );
  }
}

const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD');
const textOf = (bytes: Buffer | null | undefined): string => withoutNul(bytes?.toString() ?? '');

function headersOf(message: RawMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers ?? {}).map(([name, value]) => [
      withoutNul(name),
      withoutNul(String(value ?? '')),
    ]),
  );
}

/** Others may send what our own outbox refuses; the table keeps it whole. */
function valueOf(message: RawMessage): { value: string; headers: Record<string, string> } {
  const value = textOf(message.value);
  if (Buffer.byteLength(value) <= LARGEST_BYTES) return { value, headers: {} };
  return { value: '', headers: { 'chiso-value': 'left out, over 256 KiB' } };
}

function recordOf({ group, topic, partition }: PartitionOfGroup, { message, code, detail }: DeadLetter) {
  const { value, headers } = valueOf(message);
  return {
    topic: `${topic}.dlq`,
    key: textOf(message.key),
    value,
    headers: {
      ...headersOf(message),
      ...headers,
      'chiso-reason': code,
      'chiso-detail': withoutNul(detail),
      'chiso-group': group,
      'chiso-partition': String(partition),
      'chiso-offset': message.offset,
    },
  };
}
