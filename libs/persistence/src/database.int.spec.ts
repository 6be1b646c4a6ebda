import { testDatabase } from '#testing';
import { type Database, openDatabase } from './index.js';

describe('Statements that are sent and not waited for', () => {
  let database: Database;

  beforeEach(async () => {
    const { url } = await testDatabase({ name: 'persistence', migrate: () => Promise.resolve() });
    database = await openDatabase({ url, schema: 'public', migrations: [] });
    await database.query('CREATE TABLE kept (n int PRIMARY KEY)');
  });
  afterEach(() => database.close());

  const kept = () => database.query('SELECT n FROM kept ORDER BY n');

  it('are done in their order, before what is asked after them and before the commit', async () => {
    const seen = await database.transaction(async (tx) => {
      tx.send('INSERT INTO kept VALUES ($1)', [1]);
      const rows = await tx.query('SELECT n FROM kept');
      tx.send('INSERT INTO kept VALUES ($1)', [2]);
      return rows;
    });
    expect(seen).toEqual([{ n: 1 }]);
    expect(await kept()).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('fail the transaction with their own failure, not with that of what came after them', async () => {
    const failing = database.transaction(async (tx) => {
      tx.send('INSERT INTO kept VALUES (1), (1)');
      await tx.query('SELECT n FROM kept');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual([]);
  });

  it('leave nothing where the work itself throws', async () => {
    const failing = database.transaction((tx) => {
      tx.send('INSERT INTO kept VALUES (1)');
      return Promise.reject(new Error('a fault of ours'));
    });
    await expect(failing).rejects.toThrow('a fault of ours');
    expect(await kept()).toEqual([]);
  });
});
