import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TOPICS } from '#contracts';
import { topicBounds } from '#messaging';
import { ask, untilSettled, withAdmin } from '../stand/settled.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

/** What the method determines; the rest counts work or waits for more of it. */
const DETERMINED = {
  scoring: [
    'observation_version',
    'plan_version',
    'obligation',
    'publication_version',
    'unit_input',
    'score',
    'score_version',
    'trend_version',
    'rating_version',
    'rank_version',
    'forecast_version',
  ],
  notification: ['alert', 'alert_version', 'explanation_version', 'watched_value', 'watched_trend'],
  ingestion: [
    'catalogue_version',
    'observation',
    'obligation',
    'obligation_version',
    'plan_version',
    'publication_version',
  ],
};

const OWN = {
  scoring: /score\.|trend\.|rating\.|forecast\.|rank\.|cross-section\./,
  notification: /alert\.|explanation\./,
  ingestion: /catalogue|observation\.recorded|obligation\.|plan\.|publication\./,
  gateway: /nothing/,
};

/** When a row was written is not sent. */
const NOT_SENT = `'{written_at}'::text[]`;

/** Every row of every table that the method determines, as sorted text. */
export async function dumpOf(stand, service) {
  const dump = {};
  for (const table of DETERMINED[service]) {
    const rows = await ask(
      stand,
      `SELECT (to_jsonb(t) - ${NOT_SENT})::text AS row FROM ${service}.${table} AS t ORDER BY 1`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}

/** Tables whose rows differ, with a few of them. */
export function differencesOf(before, after) {
  return Object.keys(before).flatMap((table) => {
    const [old, now] = [new Set(before[table]), new Set(after[table])];
    const gone = before[table].filter((row) => !now.has(row));
    const added = after[table].filter((row) => !old.has(row));
    if (gone.length + added.length === 0) return [];
    const some = (rows) => rows.slice(0, 2).map((row) => row.slice(0, 400));
    return [
      {
        table,
        rows: before[table].length,
        gone: gone.length,
        added: added.length,
        some: [some(gone), some(added)],
      },
    ];
  });
}

const FORECASTS_DUE = 'SELECT count(*)::int AS n FROM scoring.forecast_due';

/** Nothing waits anywhere, forecasts included, which take longest. */
export async function atRest(stand) {
  await untilSettled(stand);
  for (; (await ask(stand, FORECASTS_DUE))[0].n > 0; await sleep(500));
  await untilSettled(stand);
}

/** Where each topic that the service writes ends. */
export async function endsOfOwn(stand, service) {
  const names = TOPICS.map(({ name }) => name).filter((name) => OWN[service].test(name));
  return withAdmin(stand, async (admin) => {
    const ends = {};
    for (const name of names)
      for (const { partition, high } of await topicBounds(admin, name)) ends[`${name}/${partition}`] = high;
    return ends;
  });
}

/** As an operator calls it, while the system runs. */
export async function chisoRebuild(stand, service, { killedAt } = {}) {
  const child = spawn(process.execPath, ['apps/cli/bin/chiso.mjs', 'rebuild', service], {
    cwd: ROOT,
    env: { ...stand.environment, CHISO_PORT: new URL(stand.gatewayUrl).port },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  let isKilled = false;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
      // The command and the service's own code under it.
      if (isKilled || child.pid === undefined || !killedAt?.test(said)) return;
      isKilled = true;
      process.kill(-child.pid, 'SIGKILL');
    });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, said };
}

/** Its state is gone, as after an accident; its processes notice, and begin anew on nothing. */
export async function dropSchema(stand, service) {
  await ask(stand, `DROP SCHEMA ${service} CASCADE`);
}

const TABLES = `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1 AND table_type = 'BASE TABLE'`;

/** Keeps a copy of every row of a service, as a dump does. */
export async function keepDump(stand, service) {
  await ask(stand, `DROP SCHEMA IF EXISTS ${service}_dump CASCADE; CREATE SCHEMA ${service}_dump`);
  for (const { name } of await ask(stand, TABLES, [service]))
    await ask(stand, `CREATE TABLE ${service}_dump.${name} AS SELECT * FROM ${service}.${name}`);
}

const COLUMNS = `SELECT string_agg(quote_ident(column_name), ', ') AS list FROM information_schema.columns
  WHERE table_schema = $1 AND table_name = $2 AND is_generated = 'NEVER'`;

/** Puts the copy back into the tables of the service, which is down meanwhile. */
export async function restoreDump(stand, service) {
  const names = (await ask(stand, TABLES, [`${service}_dump`])).map(({ name }) => name);
  await ask(stand, `TRUNCATE ${names.map((name) => `${service}.${name}`).join(', ')}`);
  for (const name of names) {
    const [{ list }] = await ask(stand, COLUMNS, [service, name]);
    await ask(
      stand,
      `INSERT INTO ${service}.${name} (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM ${service}_dump.${name}`,
    );
  }
}

/** The first sentence of a service's health that names an operator's command. */
export async function sentenceOf(stand, service, within = 60_000) {
  for (const from = Date.now(); Date.now() - from < within; await sleep(250)) {
    const answer = await fetch(`${stand.of(service).url}/health/ready`).catch(() => undefined);
    const { faults = {} } = (await answer?.json().catch(() => undefined)) ?? {};
    const sentence = Object.values(faults).find((fault) => fault.includes('`chiso '));
    if (sentence !== undefined) return sentence;
  }
  throw new Error(`${service} says nothing that names a command within ${within / 1000} s`);
}

const QUESTIONS = [
  'overview',
  'heat',
  'heat.csv',
  'scores?limit=200',
  'trends?limit=200',
  'alerts?limit=200',
  'obligations?limit=200',
  'units',
  'indicators',
  'departments/SXD',
  'departments/STNMT',
  'rankings/LEAD.COMP/2024-10',
  'series/SVC.ONTIME/SXD',
  'scores/LEAD.GOV/SXD/2024-10',
];

/** What the gateway answers to each question, status and body; none of them depends on the time of asking. */
export async function answersOf(stand) {
  const answers = {};
  for (const question of QUESTIONS) {
    const answer = await fetch(`${stand.gatewayUrl}/api/v1/${question}`);
    answers[question] = `${answer.status} ${await answer.text()}`;
  }
  return answers;
}

/** Messages that have come so far. */
export const messagesOf = (stand) =>
  existsSync(stand.mailFolder)
    ? readdirSync(stand.mailFolder).filter((name) => name.endsWith('.eml')).length
    : 0;

/** Deliveries that are gone with their schema name no message any more. */
export function forgetMessages(stand) {
  for (const name of readdirSync(stand.mailFolder))
    rmSync(path.join(stand.mailFolder, name), { force: true });
}

/** A process that has made way for another state has ended by itself, once for each time. */
export function forgetOrderlyEnds(stand) {
  for (const one of stand.processes.values())
    one.deaths = one.deaths.filter((end) => !end.endsWith(' exit 75'));
}
