// The whole job in one small hand-written program: eachBatch, one transaction per slice, batched produce.
// Windows and sums are kept in memory as a cache of the database (loaded at start); any failed transaction ends the process.
import pg from 'pg';
import { randomUUID } from 'node:crypto';
import { kafka } from '../lib/kafka.mjs';
import { INDICATORS, WINDOW, scoreOf, weightOf, trendOf } from '../generator/maths.mjs';
import { monthOf } from '../generator/generate.mjs';

const { TOPIC_IN, TOPIC_SCORE, TOPIC_TREND, GROUP, DATABASE_URL } = process.env;
const EXPECT = Number(process.env.EXPECT),
  SLICE = Number(process.env.SLICE ?? 1000),
  CONNS = Number(process.env.CONNS ?? 2);
const TOPICS = [TOPIC_SCORE, TOPIC_TREND],
  TYPES = ['score.changed', 'trend.changed'];
const two = (n) => String(n).padStart(2, '0');
const periodOf = (m) => `${Math.floor(m / 12)}-${two((m % 12) + 1)}`;
process.on('unhandledRejection', (e) => {
  console.error(e);
  process.exit(1);
});

const pool = [];
for (let i = 0; i < CONNS; i++) {
  const c = new pg.Client(DATABASE_URL);
  await c.connect();
  pool.push(c);
}
await pool[0].query(`
create table if not exists inbox (id uuid primary key);
create table if not exists observation (unit text, indicator int, month int, revision int not null, status text not null, value float8 not null, recorded_at timestamptz not null, primary key (unit, indicator, month));
create table if not exists series_trend (unit text, indicator int, class text not null, slope float8 not null, s int not null, variance float8 not null, z float8 not null, primary key (unit, indicator)) with (fillfactor = 70);
create table if not exists unit_score (unit text, month int, score float8 not null, coverage float8 not null, primary key (unit, month)) with (fillfactor = 70);
create table if not exists outbox (id uuid primary key, kind int not null, key text not null, payload text not null);`);
const Q = {
  inbox: {
    name: 'inbox',
    text: 'insert into inbox select * from unnest($1::uuid[]) on conflict do nothing returning id',
  },
  obs: {
    name: 'obs',
    text: `insert into observation as o select * from unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::text[], $6::float8[], $7::timestamptz[])
    on conflict (unit, indicator, month) do update set revision = excluded.revision, status = excluded.status, value = excluded.value, recorded_at = excluded.recorded_at where o.revision < excluded.revision`,
  },
  trend: {
    name: 'trend',
    text: `insert into series_trend select * from unnest($1::text[], $2::int[], $3::text[], $4::float8[], $5::int[], $6::float8[], $7::float8[])
    on conflict (unit, indicator) do update set class = excluded.class, slope = excluded.slope, s = excluded.s, variance = excluded.variance, z = excluded.z`,
  },
  score: {
    name: 'score',
    text: `insert into unit_score select * from unnest($1::text[], $2::int[], $3::float8[], $4::float8[])
    on conflict (unit, month) do update set score = excluded.score, coverage = excluded.coverage`,
  },
  outbox: {
    name: 'outbox',
    text: 'insert into outbox select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[])',
  },
  sent: { name: 'sent', text: 'delete from outbox where id = any($1::uuid[])' },
};

const series = new Map(),
  cells = new Map();
const seriesOf = (unit, i) => {
  const k = unit + i;
  let s = series.get(k);
  if (!s) series.set(k, (s = { unit, i, months: [], revs: [], values: [], cls: 'holding' }));
  return s;
};
const cellOf = (unit, m) => {
  const k = unit + m;
  let c = cells.get(k);
  if (!c) cells.set(k, (c = { unit, m, sw: 0, sws: 0, n: 0 }));
  return c;
};
function put(unit, i, m, rev, value) {
  const s = seriesOf(unit, i),
    c = cellOf(unit, m),
    w = weightOf(i);
  let at = s.months.length;
  while (at > 0 && s.months[at - 1] >= m) at--;
  if (s.months[at] === m) {
    if (s.revs[at] >= rev) return null;
    c.sws -= w * scoreOf(i, s.values[at]);
    s.revs[at] = rev;
    s.values[at] = value;
  } else {
    s.months.splice(at, 0, m);
    s.revs.splice(at, 0, rev);
    s.values.splice(at, 0, value);
    c.sw += w;
    c.n++;
    if (s.months.length > WINDOW) {
      s.months.shift();
      s.revs.shift();
      s.values.shift();
    }
  }
  c.sws += w * scoreOf(i, value);
  return { s, c };
}

const producer = kafka('raw-all').producer({ allowAutoTopicCreation: false });
await producer.connect();
const send = (msgs) => {
  const topicMessages = [];
  for (const kind of [0, 1]) {
    const messages = [];
    for (const m of msgs)
      if (m.kind === kind)
        messages.push({
          key: m.key,
          value: m.payload,
          headers: {
            ce_id: m.id,
            ce_type: TYPES[kind],
            ce_source: '/peers/raw-all',
            ce_time: new Date().toISOString(),
            ce_specversion: '1.0',
            'content-type': 'application/json',
          },
        });
    if (messages.length) topicMessages.push({ topic: TOPICS[kind], messages });
  }
  return topicMessages.length ? producer.sendBatch({ acks: -1, topicMessages }) : undefined;
};

// Start: the cache from the tables, and what was committed but perhaps not sent.
for (const r of (
  await pool[0].query('select unit, indicator, month, revision, value from observation order by 1, 2, 3')
).rows)
  put(r.unit, r.indicator, r.month, r.revision, r.value);
for (const r of (await pool[0].query('select unit, indicator, class from series_trend')).rows)
  seriesOf(r.unit, r.indicator).cls = r.class;
const left = (await pool[0].query('select * from outbox')).rows;
if (left.length) {
  await send(left);
  await pool[0].query({ ...Q.sent, values: [left.map((m) => m.id)] });
}

const free = [...pool],
  waiting = [];
const take = () => (free.length ? free.pop() : new Promise((r) => waiting.push(r)));
const give = (c) => {
  const w = waiting.shift();
  if (w) w(c);
  else free.push(c);
};
let sentIds = [];

async function slice(messages) {
  const c = await take(),
    ids = messages.map((m) => m.headers.ce_id.toString()),
    done = sentIds;
  sentIds = [];
  c.query('begin');
  if (done.length) c.query({ ...Q.sent, values: [done] });
  const fresh = new Set((await c.query({ ...Q.inbox, values: [[...new Set(ids)]] })).rows.map((r) => r.id));
  const o = [[], [], [], [], [], [], []],
    rowAt = new Map(),
    ts = new Set(),
    cs = new Set();
  for (let k = 0; k < messages.length; k++) {
    if (!fresh.delete(ids[k])) continue;
    const e = JSON.parse(messages[k].value),
      i = Number(e.indicator.slice(1)) - 1,
      m = monthOf(e.period);
    const hit = put(e.unit, i, m, e.revision, e.value);
    if (!hit) continue;
    ts.add(hit.s);
    cs.add(hit.c);
    const rk = e.unit + i + '|' + m,
      at = rowAt.get(rk) ?? o[0].length;
    rowAt.set(rk, at);
    [e.unit, i, m, e.revision, e.status, e.value, e.recordedAt].forEach((x, j) => {
      o[j][at] = x;
    });
  }
  const t = [[], [], [], [], [], [], []],
    u = [[], [], [], []],
    out = [];
  for (const s of ts) {
    const r = trendOf(s.months, s.values);
    [s.unit, s.i, r.cls, r.slope, r.s, r.variance, r.z].forEach((x, j) => t[j].push(x));
    if (r.cls !== s.cls) {
      s.cls = r.cls;
      out.push({
        id: randomUUID(),
        kind: 1,
        key: s.unit,
        payload: JSON.stringify({
          unit: s.unit,
          indicator: `I${String(s.i + 1).padStart(3, '0')}`,
          class: r.cls,
          slope: r.slope,
          s: r.s,
          z: r.z,
        }),
      });
    }
  }
  for (const x of cs) {
    const score = x.sws / x.sw,
      coverage = x.n / INDICATORS;
    u[0].push(x.unit);
    u[1].push(x.m);
    u[2].push(score);
    u[3].push(coverage);
    out.push({
      id: randomUUID(),
      kind: 0,
      key: x.unit,
      payload: JSON.stringify({ unit: x.unit, period: periodOf(x.m), score, coverage }),
    });
  }
  const w = [];
  if (ts.size)
    w.push(
      c.query({ ...Q.obs, values: o }),
      c.query({ ...Q.trend, values: t }),
      c.query({ ...Q.score, values: u }),
      c.query({
        ...Q.outbox,
        values: [
          out.map((m) => m.id),
          out.map((m) => m.kind),
          out.map((m) => m.key),
          out.map((m) => m.payload),
        ],
      }),
    );
  w.push(c.query('commit'));
  await Promise.all(w);
  give(c);
  return out;
}

let handled = 0,
  said = 0;
const consumer = kafka('raw-all').consumer({ groupId: GROUP });
await consumer.connect();
await consumer.subscribe({ topic: TOPIC_IN, fromBeginning: true });
await consumer.run({
  partitionsConsumedConcurrently: CONNS,
  eachBatch: async ({ batch, heartbeat }) => {
    if (handled === 0) console.log('T0');
    let sending = Promise.resolve();
    for (let i = 0; i < batch.messages.length; i += SLICE) {
      const part = batch.messages.slice(i, i + SLICE),
        out = await slice(part);
      if (out.length)
        sending = sending
          .then(() => send(out))
          .then(() => {
            for (const m of out) sentIds.push(m.id);
          });
      handled += part.length;
      if (handled - said >= 2000) {
        said = handled;
        console.log(`P ${handled}`);
      }
      await heartbeat();
    }
    await sending;
    if (handled === EXPECT) console.log('DONE');
  },
});
process.on('SIGTERM', async () => {
  await consumer.disconnect();
  await producer.disconnect();
  for (const c of pool) await c.end();
  process.exit(0);
});
