import { jest } from '@jest/globals';
import { encodeCloudEvent, ObservationRecordedV1 } from '#contracts';
import { type Database, type Tx } from '#persistence';
import { OffsetMovedError } from './offset.store.js';
import { type RawMessage } from './slice.js';
import { type Breath, SliceRunner } from './slice-runner.js';

const { topic } = ObservationRecordedV1;
const place = { group: 'chiso.test', topic, partition: 0 };
const { key, value, headers } = encodeCloudEvent(
  ObservationRecordedV1,
  ObservationRecordedV1.example,
  '/test',
);
const message: RawMessage = {
  key: Buffer.from(key),
  value: Buffer.from(value),
  headers: headers ?? {},
  offset: '0',
  timestamp: '0',
};

/** Handlers that end when the test says so, and what has begun. */
function aRunner() {
  const ends: (() => void)[] = [];
  const letters: unknown[] = [];
  const database = { transaction: (work: (tx: Tx) => unknown) => work({} as Tx) } as unknown as Database;
  const runner = new SliceRunner(
    {
      database,
      offsets: { move: () => Promise.resolve() },
      deadLetters: { add: (_tx, _place, added) => Promise.resolve(void letters.push(...added)) },
    },
    () => Promise.resolve(),
  );
  const take = (breath: Partial<Breath>, partition = 0) =>
    runner.run(
      { ...place, partition },
      topic,
      [message],
      0,
      ObservationRecordedV1,
      () => new Promise<void>((resolve) => ends.push(resolve)),
      { heartbeat: () => Promise.resolve(), isOurs: () => true, ...breath },
    );
  return { ends, letters, take };
}

const lost = { heartbeat: () => Promise.reject(new Error('the group is rebalancing')) };

/** A runner whose attempt at the partition was left by a failed heartbeat, and still works. */
async function leftBehind() {
  const system = aRunner();
  const first = system.take(lost).catch((error: Error) => error.message);
  await jest.advanceTimersByTimeAsync(1000);
  expect(await first).toBe('the group is rebalancing');
  expect(system.ends).toHaveLength(1);
  return system;
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('A heartbeat that fails while a slice is taken', () => {
  it('ends it at once with the error of the client, and buries nothing', async () => {
    const { ends, letters } = await leftBehind();
    ends[0]!();
    await jest.runAllTimersAsync();
    expect([ends.length, letters]).toEqual([1, []]);
  });
});

describe('Of two attempts at one partition', () => {
  it('the second begins when the one that a failed heartbeat left has ended', async () => {
    const { ends, take } = await leftBehind();
    const second = take({});
    await jest.advanceTimersByTimeAsync(3000);
    expect(ends).toHaveLength(1);
    ends[0]!();
    await jest.advanceTimersByTimeAsync(1);
    expect(ends).toHaveLength(2);
    ends[1]!();
    await expect(second).resolves.toBe(0);
  });

  it('the second never begins where the partition has gone to somebody else meanwhile', async () => {
    const { ends, take } = await leftBehind();
    const second = take({ isOurs: () => false }).catch((error: Error) => error);
    ends[0]!();
    expect(await second).toBeInstanceOf(OffsetMovedError);
    expect(ends).toHaveLength(1);
  });

  it('another partition waits for nobody', async () => {
    const { ends, take } = await leftBehind();
    const other = take({}, 1);
    await jest.advanceTimersByTimeAsync(1);
    expect(ends).toHaveLength(2);
    ends[1]!();
    await expect(other).resolves.toBe(0);
  });
});
