import {
  CatalogueV1,
  eventId,
  ObligationChangedV1,
  ObservationRecordedV1,
  PlanRecordedV1,
  PublicationCompletedV1,
} from '#contracts';
import { OperatorDesk } from '#messaging';
import { type Database, openDatabase } from '#persistence';
import { eventually } from '#testing';
import { aDraft, aSmallCatalogue } from '../../test/a-catalogue.js';
import { anIngestion, type IngestionUnderTest } from '../../test/an-ingestion.js';
import { ingestionMigrations } from '../migrations/index.js';

const PATIENCE = { within: 20_000, every: 200 };

let ingestion: IngestionUnderTest;
let database: Database;

beforeEach(async () => {
  ingestion = await anIngestion();
  await ingestion.start();
  const { databaseUrl: url } = ingestion.settings;
  database = await openDatabase({ url, schema: 'ingestion', migrations: ingestionMigrations, poolSize: 1 });
});
afterEach(async () => {
  await database.close();
  await ingestion.stop();
});

async function recordSomeOfEach(): Promise<void> {
  const publication = { index: 'PAPI', period: '2020', expectedUnits: 2, publishedOn: '2021-04-14' };
  await ingestion.load([...aSmallCatalogue(), aDraft('publication', 'PAPI:2020', publication)]);
  await ingestion.setClock('2024-03-25T00:00:00.000Z');
  const row = { indicator: 'SVC.ONTIME', unit: 'SXD', period: '2024-03', value: 96 };
  await ingestion.record([row], { cause: 'backfill' });
  await ingestion.record([{ ...row, value: 95, reason: 'correction', note: 'đếm lại' }]);
  await ingestion.record([{ indicator: 'PAPI.TOTAL', unit: 'TN', period: '2020', value: 12 }], {
    cause: 'backfill',
  });
  const ends = { base: { period: '2023-12', value: 94 }, target: { period: '2024-04', value: 98 } };
  const plan = { indicator: 'SVC.ONTIME', unit: 'TN', ...ends, shape: 'linear' };
  await ingestion.post('/plans', { plans: [plan] }, { as: 'FOCAL' });
  for (const topic of TOPICS)
    await eventually(async () => (await ingestion.sent(topic)).length > 0, PATIENCE);
}

const DEFINITIONS = [
  CatalogueV1,
  ObservationRecordedV1,
  PlanRecordedV1,
  ObligationChangedV1,
  PublicationCompletedV1,
] as const;
const TOPICS = DEFINITIONS.map(({ topic }) => topic);

async function sendAgain(topic: string, all: boolean) {
  const before = await ingestion.sent(topic);
  const desk = new OperatorDesk(database);
  const task = await desk.askRepublish(topic, all, 'binh');
  await eventually(async () => (await desk.task(task))?.ended, PATIENCE);
  expect(await desk.task(task)).toMatchObject({ problem: null });
  return { before, again: (await ingestion.sent(topic)).slice(before.length) };
}

type State = Record<string, unknown>;

/** Each state by its id, with its time: what a reader goes by. */
const saidBy = (definition: (typeof DEFINITIONS)[number], states: readonly State[]) =>
  states
    .map((state) => ({
      id: eventId(definition as never, state as never),
      time: definition.timeOf(state as never),
      state,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

describe('Sending the states of a topic again', () => {
  it('says of every version exactly what was said, under the same id and time', async () => {
    await recordSomeOfEach();
    for (const definition of DEFINITIONS) {
      const { before, again } = await sendAgain(definition.topic, true);
      const expected = definition.topic === CatalogueV1.topic ? newestOfEach(before) : before;
      expect(saidBy(definition, again)).toEqual(saidBy(definition, expected));
    }
  });

  it('sends the newest version alone where not all are asked for, and the marker of the catalogue last', async () => {
    await recordSomeOfEach();
    const { again } = await sendAgain(ObservationRecordedV1.topic, false);
    expect(again.filter(({ indicator }) => indicator === 'SVC.ONTIME')).toMatchObject([
      { version: 2, value: 95 },
    ]);
    const catalogue = (await sendAgain(CatalogueV1.topic, false)).again;
    expect(catalogue.map(({ kind }) => kind).lastIndexOf('catalogue-version')).toBe(catalogue.length - 1);
  });
});

function newestOfEach(entries: readonly State[]): State[] {
  const newest = new Map(entries.map((entry) => [CatalogueV1.entityOf(entry as never), entry]));
  return [...newest.values()];
}
