// Broker and database as the peers have them: the broker's own defaults with 1 GiB of heap, a durable PostgreSQL.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startChild } from '../../../deploy/local/child.mjs';
import { removePlaceOf } from '../../../deploy/local/database-user.mjs';
import { kafkaClassPath } from '../../../deploy/local/jars.mjs';
import { formatStorage } from '../../../deploy/local/kafka-jvm.mjs';
import { freePorts } from '../../../deploy/local/ports.mjs';
import { startPostgres } from '../../../deploy/local/postgres.mjs';
import { STAGE, startWatchdog } from '../../../deploy/local/watchdog.mjs';
import { cpuSeconds, treeCpuSeconds } from '../processes.mjs';

const PROPERTIES = path.resolve(import.meta.dirname, '../peers/broker/server.properties');
const READY_WITHIN_MS = 120_000;
const HEAP = '1g';
const LOGGING = path.resolve(import.meta.dirname, '../../../deploy/kafka/log4j2.properties');

/** What the peers' PostgreSQL runs with; the rest as it comes, where `npm start` would save memory. */
const DATABASE = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  wal_compression: 'off',
  work_mem: '4MB',
  maintenance_work_mem: '64MB',
  max_connections: '100',
  autovacuum_max_workers: '3',
  autovacuum_naptime: '1min',
  max_parallel_workers_per_gather: '2',
};
export const SETTINGS = `PostgreSQL 18 (fsync and synchronous_commit on, shared_buffers ${DATABASE.shared_buffers}, max_wal_size ${DATABASE.max_wal_size}); Kafka 4.3.1 (heap 1 GiB)`;

async function startBroker({ folder, watchdog }) {
  const [port, controller] = await freePorts(2);
  const file = path.join(folder, 'server.properties');
  const text = readFileSync(PROPERTIES, 'utf8')
    .replaceAll('@PORT@', port)
    .replaceAll('@CPORT@', controller)
    .replaceAll('@DATA@', path.join(folder, 'broker'));
  writeFileSync(file, text);
  await formatStorage(file, randomBytes(16).toString('base64url').replace(/^-/, 'A'));
  const child = startChild({
    name: 'Kafka',
    command: 'java',
    args: [
      `-Xms${HEAP}`,
      `-Xmx${HEAP}`,
      '-XX:+UseG1GC',
      `-Dlog4j2.configurationFile=${LOGGING}`,
      '-cp',
      await kafkaClassPath(),
      'kafka.Kafka',
      file,
    ],
    env: process.env,
    log: path.join(folder, 'kafka.log'),
    stage: STAGE.broker,
    watchdog,
  });
  for (const from = Date.now(); !child.wrote().includes('Kafka Server started'); await sleep(100))
    if (Date.now() - from > READY_WITHIN_MS) {
      await child.stop();
      throw new Error(`Kafka is not up:\n${child.said()}`);
    }
  return { brokers: `127.0.0.1:${port}`, child };
}

/** A broker and a database in a folder that goes with them; `processes` started here end with the bench. */
export class BenchInfrastructure {
  #watchdog = startWatchdog();
  #started = [];

  static async start({ broker = true, database = true } = {}) {
    const one = new BenchInfrastructure();
    try {
      await one.#start(broker, database);
      return one;
    } catch (error) {
      await one.stop();
      throw error;
    }
  }

  async #start(withBroker, withDatabase) {
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'chiso-bench-'));
    // The database's own user walks through it.
    chmodSync(this.folder, 0o755);
    const how = { folder: this.folder, watchdog: this.#watchdog };
    const started = await Promise.allSettled([
      withBroker ? startBroker(how) : undefined,
      withDatabase ? startPostgres({ ...how, more: DATABASE }) : undefined,
    ]);
    this.#started = started.flatMap(({ value }) => value?.child ?? []);
    const failed = started.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    const [broker, database] = started.map(({ value }) => value);
    this.brokers = broker?.brokers;
    this.brokerPid = broker?.child.pid;
    this.adminUrl = database?.url;
    this.databasePid = database?.child.pid;
  }

  brokerCpu = () => cpuSeconds(this.brokerPid);
  databaseCpu = () => treeCpuSeconds(this.databasePid);

  /** A new database of this name; its address. */
  async createDatabase(name) {
    const client = new pg.Client({ connectionString: this.adminUrl });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return this.adminUrl.replace(/\/postgres$/, `/${name}`);
  }

  /** Runs a program of Node's whose file descriptor 3 is a pipe to `onLine`; its other output goes to a log. */
  spawnNode({ name, args, env, onLine }) {
    mkdirSync(path.join(this.folder, 'logs'), { recursive: true });
    const log = path.join(this.folder, 'logs', `${name}.log`);
    const output = openSync(log, 'a');
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', output, output, 'pipe'] });
    closeSync(output);
    this.#watchdog.guard(child.pid, STAGE.service, 'TERM');
    let rest = '';
    child.stdio[3].setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) onLine(line);
    });
    child.once('exit', () => this.#watchdog.release(child.pid));
    return { child, said: () => readFileSync(log, 'utf8').slice(-4000) };
  }

  async stop() {
    for (const child of this.#started) await child.stop();
    await this.#watchdog.dismiss();
    removePlaceOf(this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
