import { testDatabase } from '#testing';
import { type Database, openDatabase, type Tx } from './index.js';

describe('A transaction that comes again', () => {
  let database: Database;

  beforeEach(async () => {
    const { url } = await testDatabase({ name: 'persistence', migrate: () => Promise.resolve() });
    database = await openDatabase({ url, schema: 'public', migrations: [] });
    await database.query('CREATE TABLE kept (n int)');
  });
  afterEach(() => database.close());

  const adding = (say: (tx: Tx) => void) =>
    database.transaction(async (tx) => {
      say(tx);
      await tx.query('INSERT INTO kept VALUES (1)');
      return tx.commit;
    });

  it('is committed like any other, without waiting for the disk', async () => {
    expect(await adding((tx) => tx.comesAgain())).toMatch(/synchronous_commit = off; COMMIT$/);
    expect(await database.query('SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('waits for the disk where others act on it, whatever was said first', async () => {
    expect(await adding((tx) => (tx.comesAgain(), tx.lasts()))).toBe('COMMIT');
    expect(await adding((tx) => (tx.lasts(), tx.comesAgain()))).toBe('COMMIT');
    expect(await adding(() => undefined)).toBe('COMMIT');
  });
});
