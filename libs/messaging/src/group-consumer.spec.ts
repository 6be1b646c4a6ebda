import { jest } from '@jest/globals';
import { type Consumer } from 'kafkajs';
import { GroupConsumer } from './group-consumer.js';
import { type KafkaClient } from './kafka-client.js';
import { type OffsetStore } from './offset.store.js';
import { type SliceRunner } from './slice-runner.js';

const SESSION_MS = 8000;

/** A broker's client that never answers with a record, and what it was told of each consumer. */
function aSilentBroker() {
  const consumers: { isWanted: () => boolean; crash: (restart: boolean) => void }[] = [];
  const done = () => Promise.resolve();
  const kafka = {
    named: (name: string) => name,
    admin: () => ({ connect: done, disconnect: done }),
    consumer: (_group: string, isWanted: () => boolean) => {
      const heard = new Map<string, (event: unknown) => void>();
      consumers.push({
        isWanted,
        crash: (restart) => heard.get('crash')?.({ payload: { restart, error: new Error('closed') } }),
      });
      return {
        events: { FETCH: 'fetch', HEARTBEAT: 'heartbeat', GROUP_JOIN: 'join', CRASH: 'crash' },
        on: (name: string, listener: (event: unknown) => void) => heard.set(name, listener),
        connect: done,
        subscribe: done,
        run: done,
        disconnect: done,
      } as unknown as Consumer;
    },
  } as unknown as KafkaClient;
  return { kafka, consumers };
}

describe('A consumer that has fallen silent', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is made anew, and the old one neither begins again after a crash nor ends the process', async () => {
    const { kafka, consumers } = aSilentBroker();
    const fatal = jest.fn();
    const settings = { group: 'chiso.test', concurrency: 1, sessionTimeoutMs: SESSION_MS, fatal };
    const group = new GroupConsumer(kafka, {} as OffsetStore, {} as SliceRunner, settings, []);
    await group.start();
    expect(consumers.map(({ isWanted }) => isWanted())).toEqual([true]);

    await jest.advanceTimersByTimeAsync(3 * SESSION_MS);
    expect(consumers.map(({ isWanted }) => isWanted())).toEqual([false, true]);
    consumers[0]!.crash(false);
    expect(fatal).not.toHaveBeenCalled();
    consumers[1]!.crash(false);
    expect(fatal).toHaveBeenCalledTimes(1);

    await group.stop();
    expect(consumers.map(({ isWanted }) => isWanted())).toEqual([false, false]);
  });
});
