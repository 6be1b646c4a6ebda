// The ceiling of the database alone: one transaction per slice of 1,000 events, over 1 and 2 connections.
import pg from 'pg';
import { BenchInfrastructure } from '../../job/infrastructure.mjs';
import { cpuSeconds, peakRssMiB } from '../../processes.mjs';
import { generate, monthOf } from '../generator/generate.mjs';

const RUNS = Number(process.env.PEER_RUNS ?? 3);
const N = Number(process.env.PEER_EVENTS ?? 200_000);
const SLICE = 1000;
const UNITS = 43;
const SCORES = 50;
const OUTPUTS = 100;
const FIRST_MONTH = 24_264;
const TABLES = `
create table observation (unit text, indicator text, period int, revision int not null, status text not null, value float8 not null, recorded_at timestamptz not null, primary key (unit, indicator, period));
create table inbox (id uuid primary key);
create table unit_score (unit text, period int, score float8 not null, coverage float8 not null, primary key (unit, period));
create table outbox (id bigint generated always as identity primary key, topic text not null, key text not null, payload text not null);
insert into unit_score select 'U' || lpad(u::text, 2, '0'), p, 5, 0 from generate_series(1, ${UNITS}) u, generate_series(${FIRST_MONTH}, ${FIRST_MONTH + 59}) p;`;
const OBSERVATIONS = {
  name: 'observations',
  text: `insert into observation as o select * from unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::text[], $6::float8[], $7::timestamptz[])
    on conflict (unit, indicator, period) do update set revision = excluded.revision, status = excluded.status, value = excluded.value, recorded_at = excluded.recorded_at where o.revision < excluded.revision`,
};
const INBOX = {
  name: 'inbox',
  text: 'insert into inbox select * from unnest($1::uuid[]) on conflict do nothing',
};
const SCORE = {
  name: 'scores',
  text: 'update unit_score u set score = v.score, coverage = v.coverage from unnest($1::text[], $2::int[], $3::float8[], $4::float8[]) as v(unit, period, score, coverage) where u.unit = v.unit and u.period = v.period',
};
const OUTBOX = {
  name: 'outbox',
  text: 'insert into outbox (topic, key, payload) select * from unnest($1::text[], $2::text[], $3::text[])',
};
const payload = JSON.stringify({
  unit: 'U01',
  period: '2024-01',
  score: 5.123456789,
  coverage: 0.9722222222,
});

/** Slices hold no row twice, as an engine that folds its slice before it writes. */
function slicesOf(events) {
  const slices = [];
  for (let at = 0; at < events.length; at += SLICE) {
    const rows = new Map();
    const ids = new Set();
    for (const event of events.slice(at, at + SLICE)) {
      rows.set(`${event.unit}|${event.indicator}|${event.period}`, event);
      ids.add(event.id);
    }
    slices.push({ rows: [...rows.values()], ids: [...ids] });
  }
  return slices;
}

/** Fifty rows of the units that the connection owns, others each time. */
function scoresOf(at, connection, connections) {
  const own = Math.floor((UNITS - connection - 1) / connections) + 1;
  const columns = [[], [], [], []];
  for (let n = 0; n < SCORES; n += 1) {
    const unit = ((at * 7 + n) % own) * connections + connection + 1;
    columns[0].push(`U${String(unit).padStart(2, '0')}`);
    columns[1].push(FIRST_MONTH + ((at + Math.floor(n / own)) % 60));
    columns[2].push(5 + n / 100);
    columns[3].push(0.5);
  }
  return columns;
}

async function write(client, { rows, ids }, scores) {
  const column = (of) => rows.map(of);
  await Promise.all([
    client.query('begin'),
    client.query({ ...INBOX, values: [ids] }),
    client.query({
      ...OBSERVATIONS,
      values: [
        column(({ unit }) => unit),
        column(({ indicator }) => indicator),
        column(({ period }) => monthOf(period)),
        column(({ revision }) => revision),
        column(() => 'official'),
        column(({ value }) => value),
        column(({ recordedAt }) => recordedAt),
      ],
    }),
    client.query({ ...SCORE, values: scores }),
    client.query({
      ...OUTBOX,
      values: ['score.changed', 'U01', payload].map((text) => Array(OUTPUTS).fill(text)),
    }),
    client.query('commit'),
  ]);
}

async function verify(client, events, slices) {
  const { rows } = await client.query(`select (select count(*)::int from observation) as observations,
    (select count(*)::int from inbox) as ids, (select count(*)::int from outbox) as outputs`);
  const ids = new Set(events.map(({ id }) => id)).size;
  const wanted = { observations: N, ids, outputs: slices * OUTPUTS };
  if (JSON.stringify(rows[0]) !== JSON.stringify(wanted))
    throw new Error(`rows are ${JSON.stringify(rows[0])}, should be ${JSON.stringify(wanted)}`);
}

async function once(infrastructure, events, work, name) {
  const url = await infrastructure.createDatabase(name);
  const clients = work.map(() => new pg.Client(url));
  for (const client of clients) await client.connect();
  await clients[0].query(TABLES);
  const used = () => ({ service: cpuSeconds(process.pid), database: infrastructure.databaseCpu() });
  const [before, from] = [used(), performance.now()];
  const writeAll = async (client, connection) => {
    for (const [at, slice] of work[connection].entries())
      await write(client, slice, scoresOf(at, connection, work.length));
  };
  await Promise.all(clients.map(writeAll));
  const wall = (performance.now() - from) / 1000;
  const after = used();
  const per = (part) => ((after[part] - before[part]) * 100_000) / events.length;
  await verify(clients[0], events, work.flat().length);
  for (const client of clients) await client.end();
  return {
    wall,
    rate: events.length / wall,
    rss: peakRssMiB(process.pid),
    cpu: { service: per('service'), broker: 0, database: per('database') },
  };
}

const infrastructure = await BenchInfrastructure.start({ broker: false });
try {
  const events = generate({ n: N });
  const figures = {};
  for (const connections of [1, 2]) {
    // As with partitions, a connection owns whole units, so no two transactions want the same row.
    const owner = ({ unit }) => (Number(unit.slice(1)) - 1) % connections;
    const work = Array.from({ length: connections }, (_, one) =>
      slicesOf(events.filter((event) => owner(event) === one)),
    );
    const runs = [];
    for (let run = 0; run < RUNS; run += 1)
      runs.push(await once(infrastructure, events, work, `raw_${connections}_${run}`));
    figures[`connections ${connections}`] = runs;
  }
  console.log(JSON.stringify({ name: 'raw-postgres', events: events.length, ...figures }));
} finally {
  await infrastructure.stop();
}
