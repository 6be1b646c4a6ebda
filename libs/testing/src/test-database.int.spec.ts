import pg from 'pg';
import { eventually } from './eventually.js';
import { type DatabaseTemplate, testDatabase } from './test-database.js';
import { testTopics } from './test-topics.js';

let migrations = 0;
const template: DatabaseTemplate = {
  name: 'of-the-testing-lib',
  async migrate(databaseUrl) {
    migrations += 1;
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('CREATE TABLE seen (word text)');
    await client.end();
  },
};

describe('a test database', () => {
  it('is copied from a template that is migrated once', async () => {
    const [one, two] = [await testDatabase(template), await testDatabase(template)];
    await one.query('INSERT INTO seen VALUES ($1)', ['only here']);
    expect(await one.query('SELECT word FROM seen')).toEqual([{ word: 'only here' }]);
    expect(await two.query('SELECT word FROM seen')).toEqual([]);
    expect(migrations).toBe(1);
  });
});

describe('test topics', () => {
  it('exist on the broker under names of their own', async () => {
    const declared = 'chiso.score.changed.v1';
    const [one, two] = [await testTopics([declared]), await testTopics([declared])];
    expect(one.topic(declared)).toMatch(/^t[0-9a-f]{8}\.chiso\.score\.changed\.v1$/);
    expect(one.topic(declared)).not.toBe(two.topic(declared));
    expect(() => one.topic('chiso.clock.v1')).toThrow('chiso.clock.v1 is not among the topics of this test');
  });
});

it('eventually sees what another connection commits', async () => {
  const database = await testDatabase(template);
  const later = new Promise((resolve) => setImmediate(resolve)).then(() =>
    database.query(`INSERT INTO seen VALUES ('x')`),
  );
  await eventually(async () => (await database.query('SELECT 1 FROM seen')).length === 1);
  await later;
});
