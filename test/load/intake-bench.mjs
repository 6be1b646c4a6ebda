/**
 * Intake by POST at the gateway, batches of 500 rows, against the same rows in one multi-row insert of observation and
 * outbox without HTTP; in turns in one run, on a system of which only ingestion and gateway run.
 *
 *   npm run build && npx node test/load/intake-bench.mjs [--batches 20] [--write]
 *
 * Ends with 1 where the POST reaches under 40 % of the insert. `--write` puts the figures into docs/performance.md,
 * `--json` only says them, for `npm run bench`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { encodeCloudEvent, ObservationRecordedV1 } from '#contracts';
import { periodsBetween } from '#periods';
import { memoryArguments } from '../../deploy/local/services.mjs';
import { catalogueDrafts } from '../../deploy/seed/catalogue/catalogue.mjs';
import { Gateway } from '../../deploy/seed/client/gateway.mjs';
import { ask } from '../system/failures/stand/settled.mjs';
import { Stand } from '../system/failures/stand/stand.mjs';
import { fixed } from './figures.mjs';
import { machine, writePart } from './performance-page.mjs';
import { cpuSeconds, treeCpuSeconds } from './processes.mjs';

const ROUNDS = 5;
/** Until the compilers of Node and Java have settled. */
const WARM = 30;
const ROWS = 500;
const SHARE = 0.4;
const CATALOGUE_ROWS = 1000;
const UNITS = [
  'SXD',
  'STNMT',
  'SCT',
  'STC',
  'SNV',
  'STP',
  'SYT',
  'SGDDT',
  'SKHDT',
  'SNNPTNT',
  'H164',
  'H165',
  'H167',
];
const { values: options } = parseArgs({
  options: {
    batches: { type: 'string', default: '20' },
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const batches = Number(options.batches);

const perSecond = async (work) => {
  const from = performance.now();
  for (let batch = 0; batch < batches; batch += 1) await work();
  return (batches * ROWS * 1000) / (performance.now() - from);
};

const COLUMNS = [
  ['indicator', 'text'],
  ['period', 'text'],
  ['unit', 'text'],
  ['revision', 'int'],
  ['id', 'uuid'],
  ['scored_unit', 'text'],
  ['value', 'float8'],
  ['numerator', 'float8'],
  ['denominator', 'float8'],
  ['unit_of_measure', 'text'],
  ['status', 'text'],
  ['reason', 'text'],
  ['note', 'text'],
  ['reported_by', 'text'],
  ['cause', 'text'],
  ['demo', 'boolean'],
  ['catalogue_version', 'int'],
  ['known_from', 'timestamptz'],
];
const OUTBOX = ['smallint', 'text', 'text', 'text', 'text'];
const listOf = (types) => types.map((type, at) => `$${at + 1}::${type}[]`).join(', ');
const names = COLUMNS.map(([name]) => name).join(', ');

/** The least that keeps what a batch says: two inserts in one transaction, into tables made as those of ingestion. */
class PlainInsert {
  #client;
  #rows;
  #revision = 1000;

  static async of(url) {
    const one = new PlainInsert();
    one.#client = new pg.Client({ connectionString: url });
    // The stand ends under it where a side fails; that failure is the one to be shown.
    one.#client.on('error', () => undefined);
    await one.#client.connect();
    await one.#client.query(`
      CREATE SCHEMA plain;
      CREATE TABLE plain.observation (LIKE ingestion.observation INCLUDING ALL);
      CREATE TABLE plain.outbox (LIKE ingestion.outbox INCLUDING ALL)`);
    const { rows } = await one.#client.query(
      `SELECT DISTINCT ON (indicator, period, unit) ${names} FROM ingestion.observation
       ORDER BY indicator, period, unit LIMIT ${ROWS}`,
    );
    one.#rows = rows;
    return one;
  }

  async batch() {
    this.#revision += 1;
    const rows = this.#rows.map((row) => ({
      ...row,
      id: crypto.randomUUID(),
      revision: this.#revision,
    }));
    const events = rows.map((row) =>
      encodeCloudEvent(
        ObservationRecordedV1,
        { ...ObservationRecordedV1.example, id: row.id, unit: row.unit, version: row.revision },
        '/chiso/ingestion',
      ),
    );
    await this.#client.query('BEGIN');
    await this.#client.query({
      name: 'plain.observation',
      text: `INSERT INTO plain.observation (${names}) SELECT * FROM unnest(${listOf(COLUMNS.map(([, type]) => type))})`,
      values: COLUMNS.map(([name]) => rows.map((row) => row[name])),
    });
    await this.#client.query({
      name: 'plain.outbox',
      text: `INSERT INTO plain.outbox (shard, topic, key, headers, value) SELECT * FROM unnest(${listOf(OUTBOX)})`,
      values: [
        events.map((_, at) => at % 12),
        events.map(() => ObservationRecordedV1.topic),
        events.map(({ key }) => key),
        events.map(({ headers }) => JSON.stringify(headers)),
        events.map(({ value }) => value),
      ],
    });
    await this.#client.query('COMMIT');
  }

  end() {
    return this.#client.end();
  }
}

/** New values of one day after the other, as a data team posts them. */
function* newRows() {
  for (const { id: period } of periodsBetween('CAL_DAY', '2021-01-01', '2024-12-31'))
    for (const unit of UNITS)
      for (const kind of ['TASK', 'SVC']) {
        yield { indicator: `${kind}.OVERRATE`, unit, period, numerator: 3, denominator: 86 };
        yield { indicator: `${kind}.OVERDUE`, unit, period, value: 3 };
      }
}

async function post(url, observations) {
  const response = await fetch(`${url}/api/v1/observations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-Chiso-Act-As': 'seed@SEED' },
    body: JSON.stringify({ observations, cause: 'backfill' }),
  });
  const { results } = await response.json();
  const refused = results?.find(({ outcome }) => outcome !== 'recorded');
  if (!results || refused) throw new Error(JSON.stringify(refused ?? response.status));
}

/** Before all values: no report is owed yet, so that nothing is measured but the values themselves. */
const STANDING_CLOCK = {
  state: 'waiting',
  from: '2021-01-01',
  until: '2021-12-31',
  played: 0,
  total: 1,
  now: '2021-01-01T03:00:00.000Z',
};

async function prepared(stand) {
  const gateway = new Gateway(stand.gatewayUrl);
  const drafts = catalogueDrafts();
  for (let from = 0; from < drafts.length; from += CATALOGUE_ROWS)
    await gateway.post('/catalogue', { entries: drafts.slice(from, from + CATALOGUE_ROWS) });
  await gateway.post('/demo', STANDING_CLOCK);
  await Promise.all(['scoring', 'notification'].map((name) => stand.of(name).stop()));
}

/** Nothing of what a side has begun still runs: relay and read model have caught up. */
const REST = `
  SELECT NOT EXISTS (SELECT FROM ingestion.outbox) AND (
    SELECT coalesce(sum(next_offset), 0) FROM gateway.consumer_offset WHERE topic = $1)
    >= (SELECT count(*) FROM ingestion.observation) AS "isReached"`;

async function atRest(stand) {
  while (!(await ask(stand, REST, [ObservationRecordedV1.topic]))[0].isReached) await sleep(100);
}

/** Processor seconds so far, of everybody. */
function usedBy(stand) {
  const { database, broker } = stand.infrastructure.pids;
  return {
    client: cpuSeconds(process.pid),
    gateway: cpuSeconds(stand.of('gateway').pid),
    ingestion: cpuSeconds(stand.of('ingestion').pid),
    PostgreSQL: treeCpuSeconds(database),
    broker: cpuSeconds(broker),
  };
}

/** One side, so many batches, from rest to rest: its rate, and what it cost everybody for 100,000 rows. */
async function measured(stand, side) {
  await atRest(stand);
  const before = usedBy(stand);
  const rate = await perSecond(side);
  await atRest(stand);
  const after = usedBy(stand);
  const cost = (name) => ((after[name] - before[name]) * 100_000) / (batches * ROWS);
  return { rate, cpu: Object.fromEntries(Object.keys(after).map((name) => [name, cost(name)])) };
}

async function bench() {
  const stand = await Stand.start({ memory: memoryArguments });
  const found = { insert: [], post: [] };
  try {
    await prepared(stand);
    const rows = newRows();
    const nextRows = () => Array.from({ length: ROWS }, () => rows.next().value);
    await post(stand.gatewayUrl, nextRows());
    const plain = await PlainInsert.of(stand.infrastructure.databaseUrl);
    const sides = { insert: () => plain.batch(), post: () => post(stand.gatewayUrl, nextRows()) };
    for (let warm = 0; warm < WARM; warm += 1) for (const side of Object.values(sides)) await side();
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, side] of Object.entries(sides)) found[name].push(await measured(stand, side));
    await plain.end();
  } finally {
    await stand.stop();
  }
  return found;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const inWords = (values) => values.map((each) => Math.round(each).toLocaleString('en-US')).join(' / ');

const cpuOf = (all) =>
  Object.keys(all[0].cpu)
    .map((name) => `${name} ${fixed(median(all.map(({ cpu }) => cpu[name])), 1)}`)
    .join(', ');

const found = await bench();
const rates = Object.fromEntries(
  Object.entries(found).map(([name, all]) => [name, all.map(({ rate }) => rate)]),
);
const share = median(rates.post) / median(rates.insert);
const lines = [
  '| Way | Rows a second, each round | CPU s for 100,000 rows |',
  '|---|---|---|',
  `| one insert of observation and outbox | ${inWords(rates.insert)} | ${cpuOf(found.insert)} |`,
  `| POST at the gateway | ${inWords(rates.post)} | ${cpuOf(found.post)} |`,
  '',
  `The POST reaches ${(100 * share).toFixed(0)} % of the insert (aim: at least ${100 * SHARE} %); batches of ${ROWS} new values one after the other, medians compared, each side begun at rest, the business clock before all values, so that no report is owed. Gateway, ingestion, relay, broker, database and the client share the cores.`,
  '',
  `${machine('PostgreSQL 18', 'Kafka 4.3.1')}.`,
];
console.log(options.json ? JSON.stringify({ rates, share }) : lines.join('\n'));
if (options.write) writePart('intake-bench.mjs', lines);
process.exitCode = share < SHARE && !options.json ? 1 : 0;
