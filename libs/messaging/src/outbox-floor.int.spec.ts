import { type PoolClient } from 'pg';
import { eventually } from '#testing';
import { aSumSystem, type SumSystem } from '../test/a-sum-service.js';
import { OutboxFloor } from './outbox-floor.js';

const INSERT = `INSERT INTO outbox (shard, topic, key, headers, value) VALUES (0, 't', 'k', '{}', '{}') RETURNING id`;

describe('The id from which the relay searches', () => {
  let system: SumSystem;
  let own: PoolClient;
  let other: PoolClient;
  let floor: OutboxFloor;
  let now: number;

  beforeEach(async () => {
    system = await aSumSystem();
    [own, other] = [await system.database.connect(), await system.database.connect()];
    floor = new OutboxFloor(own);
    now = Date.now();
  });

  afterEach(async () => {
    for (const client of [own, other]) client.release(true);
    await system.end();
  });

  const added = async (client: PoolClient) => (await client.query<{ id: number }>(INSERT)).rows[0]!.id;
  const looksOften = async () => {
    for (let look = 0; look < 4; look += 1) await floor.raise((now += 1100));
  };
  /** Transactions of other tests on the same server hold it back for a while. */
  const comesTo = (id: number) =>
    eventually(async () => {
      await floor.raise((now += 500));
      return floor.id === id;
    });

  it('is past every row that was carried away', async () => {
    await looksOften();
    expect(floor.id).toBe(0);
    const last = [await added(other), await added(other)].at(-1)!;
    await comesTo(last);
  });

  it('stays below a row whose transaction is still open, however many have come after it', async () => {
    await other.query('BEGIN');
    const open = await added(other);
    for (let after = 0; after < 3; after += 1) await added(own);
    await looksOften();
    expect(floor.id).toBeLessThan(open);

    await other.query('COMMIT');
    await comesTo(open + 3);
  });

  it('is the beginning again every ten seconds, and where shards were somebody else’s', async () => {
    const id = await added(other);
    await comesTo(id);
    floor.reset(now);
    expect(floor.id).toBe(0);
    await comesTo(id);
    await floor.raise((now += 11_000));
    expect(floor.id).toBe(0);
  });
});
