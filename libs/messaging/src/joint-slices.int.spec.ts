import { type INestApplication } from '@nestjs/common';
import { eventually } from '#testing';
import {
  aSumService,
  aSumSystem,
  observation,
  recordOf,
  SumConsumer,
  type SumSystem,
} from '../test/a-sum-service.js';

const PARTITIONS = [0, 1, 2, 3];

describe('Slices of several partitions', () => {
  let system: SumSystem;
  let service: INestApplication;
  let release: () => void;
  let sizes: number[];

  /** The first slice waits in its handler, so that the others gather behind it. */
  beforeEach(async () => {
    system = await aSumSystem({ partitions: PARTITIONS.length });
    const held = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    release = mayGoOn.resolve;
    sizes = [];
    SumConsumer.before = ({ events }) => {
      sizes.push(events.length);
      if (sizes.length === 1) held.resolve();
      return sizes.length === 1 ? mayGoOn.promise : Promise.resolve();
    };
    service = await aSumService(system, { jointSlices: true });
    await system.produce([{ ...recordOf(observation(0)), partition: 0 }]);
    await held.promise;
  });

  afterEach(async () => {
    SumConsumer.before = undefined;
    release();
    await service.close();
    await system.end();
  });

  const on = (partition: number, over = {}) => ({
    ...recordOf(observation(10 + partition, over)),
    partition,
  });
  const seen = async () =>
    (await system.database.query<{ value: number }>('SELECT value FROM seen ORDER BY value')).map(
      ({ value }) => value,
    );
  const offsets = async () =>
    (
      await system.database.query<{ next_offset: number }>(
        'SELECT next_offset FROM consumer_offset ORDER BY partition',
      )
    ).map((row) => row.next_offset);

  it('are one transaction with all their offsets', async () => {
    await system.produce([1, 2, 3].map((partition) => on(partition)));
    release();
    await eventually(async () => (await seen()).length === 4);
    expect(await offsets()).toEqual([1, 1, 1, 1]);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(4);
  });

  it('go alone where one of them cannot be committed, and each is applied once', async () => {
    await system.produce([on(1), on(2, { note: 'poison' }), on(3)]);
    release();
    await eventually(async () => (await offsets()).every((offset) => offset === 1));
    expect(await seen()).toEqual([0, 11, 13]);
    expect(await system.database.query('SELECT partition, message_offset, code FROM dead_letter')).toEqual([
      { partition: 2, message_offset: 0, code: 'event.poison' },
    ]);
  });

  it('leave out the events that a handler refuses, each among the letters of its partition', async () => {
    await system.produce([on(1, { note: 'refused' }), on(2), on(3, { note: 'refused' })]);
    release();
    await eventually(async () => (await offsets()).every((offset) => offset === 1));
    expect(await seen()).toEqual([0, 12]);
    expect(await system.database.query('SELECT partition, code FROM dead_letter ORDER BY partition')).toEqual(
      [
        { partition: 1, code: 'test.refused' },
        { partition: 3, code: 'test.refused' },
      ],
    );
  });
});
