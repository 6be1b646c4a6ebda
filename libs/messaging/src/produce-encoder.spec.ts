import { jest } from '@jest/globals';
import { createRequire } from 'node:module';
import {
  encoderBeside,
  type ProducedMessage,
  type ProduceOptions,
  type ProduceRequest,
} from './produce-encoder.js';

const original = createRequire(import.meta.url)('kafkajs/src/protocol/requests/produce/v3/request') as (
  options: ProduceOptions,
) => ProduceRequest;

const HEADERS = { ce_id: '7f1b', ce_type: 'score.changed.v1', traceparent: '00-ab-cd-01' };

const sending = (...messages: readonly ProducedMessage[]): ProduceOptions => ({
  acks: -1,
  timeout: 30_000,
  topicData: [{ topic: 'chiso.score.changed.v1', partitions: [{ partition: 3, messages }] }],
});

const bytesOf = async (make: (options: ProduceOptions) => ProduceRequest, options: ProduceOptions) =>
  (await make(options).encode()).buffer;

describe('The encoder of produce requests', () => {
  /** Describes the request, and must not be asked to write it. */
  const describing = (options: ProduceOptions): ProduceRequest => ({
    ...original(options),
    encode: () => Promise.reject(new Error('not by this one')),
  });

  beforeEach(() => jest.useFakeTimers({ now: 1_764_340_000_123 }));
  afterEach(() => jest.useRealTimers());

  it.each<[string, ProduceOptions]>([
    ['headers', sending({ key: 'SXD', value: '{"value":6.5}', headers: HEADERS })],
    ['no headers', sending({ key: 'SXD', value: 'x' })],
    ['an empty value and an empty key', sending({ key: '', value: '', headers: { a: '' } })],
    [
      'Vietnamese text',
      sending({ key: 'Sở Xây dựng', value: 'chậm tiến độ '.repeat(900), headers: HEADERS }),
    ],
    [
      'a late place in its batch',
      sending(...Array.from({ length: 9000 }, (_, i) => ({ key: 'TN', value: 'y'.repeat(i % 150) }))),
    ],
    ['a value of 200 KiB', sending({ key: 'TN', value: 'z'.repeat(200 * 1024), headers: HEADERS })],
    ['no topic', { acks: 1, timeout: 5, topicData: [] }],
    [
      'several topics and partitions',
      {
        acks: -1,
        timeout: 30_000,
        topicData: ['a', 'chỉ-số'].map((topic) => ({
          topic,
          partitions: [0, 11].map((partition) => ({
            partition,
            firstSequence: 0,
            messages: [
              { key: topic, value: `${partition}` },
              { key: 'SXD', value: 'x', headers: HEADERS },
            ],
          })),
        })),
      },
    ],
  ])('writes %s byte for byte as kafkajs does', async (_what, options) => {
    expect(await bytesOf(encoderBeside(describing), options)).toEqual(await bytesOf(original, options));
  });

  it.each<[string, ProduceOptions]>([
    ['a deleted key', sending({ key: 'TN', value: null })],
    ['bytes', sending({ key: 'TN', value: Buffer.from([0, 255]) })],
    ['an own timestamp', sending({ key: 'TN', value: 'x', timestamp: '12' })],
    ['a header of bytes', sending({ key: 'TN', value: 'x', headers: { a: Buffer.from([1]) } })],
    ['a compressed batch', { ...sending({ key: 'TN', value: 'x' }), compression: 1 }],
    ['an idempotent producer', { ...sending({ key: 'TN', value: 'x' }), producerId: 7 }],
    ['a transaction', { ...sending({ key: 'TN', value: 'x' }), transactionalId: 'one' }],
  ])('leaves %s to kafkajs', async (_what, options) => {
    await expect(encoderBeside(describing)(options).encode()).rejects.toThrow('not by this one');
    expect(await bytesOf(encoderBeside(original), options)).toEqual(await bytesOf(original, options));
  });
});
