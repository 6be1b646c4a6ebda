import { openDatabase, type Migration } from '#persistence';
import { testDatabase, type TestDatabase } from '#testing';
import { migrations as gatewayMigrations } from '../../../apps/gateway/src/migrations/index.js';
import { ingestionMigrations } from '../../../apps/ingestion/src/migrations/index.js';
import { notificationMigrations } from '../../../apps/notification/src/migrations/index.js';
import { scoringMigrations } from '../../../apps/scoring/src/migrations/index.js';

const SERVICES: Readonly<Record<string, readonly Migration[]>> = {
  ingestion: ingestionMigrations,
  scoring: scoringMigrations,
  notification: notificationMigrations,
  gateway: gatewayMigrations,
};

/** Where every state that an entity ever had is kept, in whatever order it became known. */
const KEEP_VERSIONS = {
  ingestion: ['catalogue_entry', 'observation', 'obligation_version', 'plan_version', 'publication_version'],
  scoring: [
    'forecast_version',
    'observation_version',
    'plan_version',
    'publication_version',
    'rank_version',
    'rating_version',
    'score_version',
    'trend_version',
  ],
  notification: ['alert_version', 'explanation_version'],
  gateway: [
    'alert_version',
    'catalogue_entry_version',
    'clock_version',
    'explanation_version',
    'forecast_version',
    'obligation_version',
    'observation_version',
    'plan_version',
    'publication_version',
    'rank_version',
    'rating_version',
    'returned_version',
    'score_version',
    'trend_version',
  ],
} as const;
const KEPT = Object.entries(KEEP_VERSIONS).flatMap(([schema, tables]) =>
  tables.map((table) => [schema, table] as const),
);

describe('the tables of the services', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({
      name: 'schemas',
      migrate: async (url) => {
        for (const [schema, migrations] of Object.entries(SERVICES))
          await (await openDatabase({ url, schema, migrations })).close();
      },
    });
  });

  it.each(KEPT)(
    '%s.%s keeps every version, from when it was known, by what cause, and whether it is demo',
    async (schema, table) => {
      const columns = await database.query<{ name: string }>(
        `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = $1 AND table_name = $2 AND (is_nullable = 'NO' OR is_generated = 'ALWAYS')
         AND column_name IN ('version', 'known_from', 'cause', 'demo')`,
        [schema, table],
      );
      expect(columns.map(({ name }) => name).sort()).toEqual(['cause', 'demo', 'known_from', 'version']);
    },
  );

  it('are all named here where they keep versions', async () => {
    const found = await database.query<{ table: string }>(
      `SELECT table_schema || '.' || table_name AS table FROM information_schema.tables
       WHERE table_schema = ANY($1) AND table_name LIKE '%\\_version' AND table_name <> 'catalogue_version'`,
      [Object.keys(SERVICES)],
    );
    const named = new Set(KEPT.map(([schema, table]) => `${schema}.${table}`));
    expect(found.map(({ table }) => table).filter((table) => !named.has(table))).toEqual([]);
  });
});
