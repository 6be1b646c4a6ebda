import { createRequire } from 'node:module';
import { type EncodedRecord, encoderBeside, type ProducedRecord } from './record-encoder.js';

const original = createRequire(import.meta.url)('kafkajs/src/protocol/recordBatch/record/v0') as (
  record: ProducedRecord,
) => EncodedRecord;

const HEADERS = { ce_id: '7f1b', ce_type: 'score.changed.v1', traceparent: '00-ab-cd-01' };

describe('The encoder of records', () => {
  const refuse = (): never => {
    throw new Error('not by this one');
  };

  it.each<[string, ProducedRecord]>([
    ['headers', { key: 'SXD', value: '{"value":6.5}', headers: HEADERS }],
    ['no headers', { key: 'SXD', value: 'x' }],
    ['an empty value and an empty key', { key: '', value: '', headers: { a: '' } }],
    ['Vietnamese text', { key: 'Sở Xây dựng', value: 'chậm tiến độ '.repeat(900), headers: HEADERS }],
    [
      'a late place in its batch',
      { key: 'TN', value: 'y'.repeat(63), offsetDelta: 70_000, headers: HEADERS },
    ],
    ['a value of 200 KiB', { key: 'TN', value: 'z'.repeat(200 * 1024), offsetDelta: 64 }],
  ])('writes %s byte for byte as kafkajs does', (_what, record) => {
    expect(encoderBeside(refuse)(record).buffer).toEqual(original(record).buffer);
  });

  it.each<[string, ProducedRecord]>([
    ['a deleted key', { key: 'TN', value: null }],
    ['bytes', { key: 'TN', value: Buffer.from([0, 255]) }],
    ['an own timestamp', { key: 'TN', value: 'x', timestampDelta: 12 }],
    ['a header of bytes', { key: 'TN', value: 'x', headers: { a: Buffer.from([1]) } }],
  ])('leaves %s to kafkajs', (_what, record) => {
    expect(encoderBeside(original)(record).buffer).toEqual(original(record).buffer);
    expect(() => encoderBeside(refuse)(record)).toThrow('not by this one');
  });
});
