/**
 * Intake by POST at the gateway, batches of 500 rows, against the same rows in one multi-row insert of observation and
 * outbox without HTTP; in turns in one run, on a system of which only ingestion and gateway run.
 *
 *   npm run build && npx node test/load/intake-bench.mjs [--batches 10] [--write]
 *
 * Ends with 1 where the POST reaches under 40 % of the insert. `--write` puts the figures into docs/performance.md,
 * `--json` only says them, for `npm run bench`.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { encodeCloudEvent, ObservationRecordedV1 } from '#contracts';
import { periodsBetween } from '#periods';
import { catalogueDrafts } from '../../deploy/seed/catalogue/catalogue.mjs';
import { Gateway } from '../../deploy/seed/client/gateway.mjs';
import { Stand } from '../system/failures/stand/stand.mjs';
import { machine, writePart } from './performance-page.mjs';

const ROUNDS = 5;
const WARM = 5;
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
    batches: { type: 'string', default: '10' },
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
    for (const unit of UNITS) {
      yield { indicator: 'TASK.OVERRATE', unit, period, numerator: 3, denominator: 86 };
      yield { indicator: 'TASK.OVERDUE', unit, period, value: 3 };
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

async function prepared(stand) {
  const gateway = new Gateway(stand.gatewayUrl);
  const drafts = catalogueDrafts();
  for (let from = 0; from < drafts.length; from += CATALOGUE_ROWS)
    await gateway.post('/catalogue', { entries: drafts.slice(from, from + CATALOGUE_ROWS) });
  await Promise.all(['scoring', 'notification'].map((name) => stand.of(name).stop()));
}

async function bench() {
  const stand = await Stand.start();
  const rates = { insert: [], post: [] };
  try {
    await prepared(stand);
    const rows = newRows();
    const nextRows = () => Array.from({ length: ROWS }, () => rows.next().value);
    const first = nextRows();
    await post(stand.gatewayUrl, first);
    const plain = await PlainInsert.of(stand.infrastructure.databaseUrl);
    const sides = { insert: () => plain.batch(), post: () => post(stand.gatewayUrl, nextRows()) };
    for (let warm = 0; warm < WARM; warm += 1) for (const side of Object.values(sides)) await side();
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, side] of Object.entries(sides)) rates[name].push(await perSecond(side));
    await plain.end();
  } finally {
    await stand.stop();
  }
  return rates;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const inWords = (values) => values.map((each) => Math.round(each).toLocaleString('en-US')).join(' / ');

const rates = await bench();
const share = median(rates.post) / median(rates.insert);
const lines = [
  '| Way | Rows a second, each round |',
  '|---|---|',
  `| one insert of observation and outbox | ${inWords(rates.insert)} |`,
  `| POST at the gateway | ${inWords(rates.post)} |`,
  '',
  `The POST reaches ${(100 * share).toFixed(0)} % of the insert (aim: at least ${100 * SHARE} %); batches of ${ROWS} new values one after the other, medians compared. Gateway, ingestion, relay, broker, database and the client share the cores.`,
  '',
  `${machine('PostgreSQL 18', 'Kafka 4.3.1')}.`,
];
console.log(options.json ? JSON.stringify({ rates, share }) : lines.join('\n'));
if (options.write) writePart('intake-bench.mjs', lines);
process.exitCode = share < SHARE && !options.json ? 1 : 0;
