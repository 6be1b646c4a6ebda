import { type INestApplication } from '@nestjs/common';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { eventually } from '#testing';
import {
  aSumService,
  aSumSystem,
  observation,
  recordOf,
  SumConsumer,
  type SumSystem,
} from '../../test/a-sum-service.js';
import { messagingMigrations } from '../migrations/index.js';
import { type RebuildPlan } from './rebuild-plan.js';
import { rebuild } from './rebuild.js';

class Seen1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE seen (id text PRIMARY KEY, version int NOT NULL DEFAULT 1, value float8 NOT NULL, state text NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE seen');
  }
}

const PLAN: RebuildPlan = {
  service: 'sums',
  migrations: [...messagingMigrations, Seen1790000000000],
  restorations: [],
  filling: () => ({ controllers: [SumConsumer] }),
  readsTo: 'the end',
  carried: [],
  lost: [],
};

describe('A rebuild of a service that has dead letters', () => {
  let system: SumSystem;
  let service: INestApplication;

  beforeEach(async () => {
    SumConsumer.mended = false;
    system = await aSumSystem();
    service = await aSumService(system);
  });

  afterEach(() => system.end());

  const ask = <R>(text: string) => system.database.query<R>(text);

  it('keeps what operators decided, settles what is read without fault now, and sends no letter again', async () => {
    await system.produce(
      [
        observation(1),
        observation(2, { note: 'refused' }),
        observation(3, { note: 'refused' }),
        observation(4, { note: 'poison' }),
        observation(5),
      ].map(recordOf),
    );
    await eventually(async () => (await system.desk.list({ state: 'open' })).length === 3);
    const [first] = await system.desk.list({});
    await system.desk.discard([first!.id], 'binh', 'sent by mistake');
    await eventually(async () => (await ask('SELECT FROM outbox')).length === 0);
    await service.close();
    SumConsumer.mended = true;

    await rebuild(PLAN, system.config);

    expect(await ask('SELECT value FROM seen ORDER BY value')).toEqual([1, 4, 5].map((value) => ({ value })));
    expect(
      (await system.desk.list({})).map(({ offset, state, settledBy, reason }) => ({
        offset,
        state,
        settledBy,
        reason,
      })),
    ).toEqual([
      { offset: 1, state: 'discarded', settledBy: 'binh', reason: 'sent by mistake' },
      { offset: 2, state: 'open', settledBy: null, reason: null },
      { offset: 3, state: 'replayed', settledBy: 'rebuild', reason: null },
    ]);
    expect(await ask('SELECT FROM outbox')).toEqual([]);
    expect(await ask('SELECT next_offset FROM consumer_offset')).toEqual([{ next_offset: 5 }]);
    expect(await ask('SELECT value FROM sums_before.seen ORDER BY value')).toEqual(
      [1, 5].map((value) => ({ value })),
    );
  });
});
