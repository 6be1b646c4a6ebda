import { createRequire } from 'node:module';

const TRIED = '2.2.4';
const RECORD = 'kafkajs/src/protocol/recordBatch/record/v0';

/** A record as kafkajs hands it to its encoder. */
export interface ProducedRecord {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** What kafkajs reads of an encoder when it puts records together. */
export interface EncodedRecord {
  readonly buf: Buffer;
  readonly buffer: Buffer;
  readonly offset: number;
  size(): number;
}

type EncodeRecord = (record: ProducedRecord) => EncodedRecord;

/**
 * kafkajs writes each header and each record into 512 zeroed bytes of its own, and every varint through an array: half
 * of what a producer allocates. This writes a record of text at once into bytes of its exact length, in the same
 * format. Guarded by version: another kafkajs runs unchanged. To be called before the first send.
 */
export function encodeRecordsAtOnce(): boolean {
  const require = createRequire(import.meta.url);
  const { version } = require('kafkajs/package.json') as { version: string };
  if (version !== TRIED) return false;
  const original = require(RECORD) as EncodeRecord;
  require.cache[require.resolve(RECORD)]!.exports = encoderBeside(original);
  return true;
}

/** The compact encoder, with kafkajs' own for what our services never send. */
export const encoderBeside =
  (original: EncodeRecord): EncodeRecord =>
  (record) =>
    isOfText(record) ? encoded(record) : original(record);

type TextRecord = ProducedRecord & {
  readonly key: string;
  readonly value: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const isOfText = ({ key, value, headers = {}, timestampDelta = 0 }: ProducedRecord): boolean =>
  timestampDelta === 0 &&
  typeof key === 'string' &&
  typeof value === 'string' &&
  Object.values(headers).every((header) => typeof header === 'string');

/** Record of message format 2: length, attributes, timestamp and offset deltas, key, value, headers; varints zigzag. */
function encoded(record: ProducedRecord): EncodedRecord {
  const { offsetDelta = 0, key, value, headers = {} } = record as TextRecord;
  const texts = [key, value, ...Object.entries(headers).flat()];
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const count = (texts.length - 2) / 2;
  const body = lengths.reduce(
    (sum, length) => sum + sizeOf(length) + length,
    2 + sizeOf(offsetDelta) + sizeOf(count),
  );
  const buf = Buffer.allocUnsafe(sizeOf(body) + body);
  let at = writeVarint(buf, 0, body);
  buf[at++] = 0;
  buf[at++] = 0;
  at = writeVarint(buf, at, offsetDelta);
  for (let i = 0; i < texts.length; i++) {
    if (i === 2) at = writeVarint(buf, at, count);
    at = writeVarint(buf, at, lengths[i]!);
    at += buf.write(texts[i]!, at);
  }
  if (count === 0) at = writeVarint(buf, at, 0);
  return { buf, buffer: buf, offset: at, size: () => at };
}

/** Bytes of a non-negative number as zigzag varint. */
function sizeOf(value: number): number {
  let bytes = 1;
  for (let rest = value * 2; rest > 0x7f; rest >>>= 7) bytes++;
  return bytes;
}

function writeVarint(buf: Buffer, from: number, value: number): number {
  let at = from;
  let rest = value * 2;
  for (; rest > 0x7f; rest >>>= 7) buf[at++] = (rest & 0x7f) | 0x80;
  buf[at++] = rest;
  return at;
}
