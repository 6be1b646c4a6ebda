import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildWhereNeeded } from '../../../../deploy/local/build.mjs';
import { removePlaceOf } from '../../../../deploy/local/database-user.mjs';
import { archiveIsThere, makeClassArchive } from '../../../../deploy/local/kafka-jvm.mjs';
import { startMailCatcher } from '../../../../deploy/local/mail-catcher.mjs';
import { freePorts } from '../../../../deploy/local/ports.mjs';
import { topicsMaker } from '../../../../deploy/local/prepare-topics.mjs';
import { startOf } from '../../../../deploy/local/running.mjs';
import { missingTools } from '../../../../deploy/local/requirements.mjs';
import { startWatchdog } from '../../../../deploy/local/watchdog.mjs';
import { Infrastructure } from './infrastructure.mjs';
import { ServiceProcess } from './service-process.mjs';

/** With a file that says whose it is: the next start of a stack for tests removes what a killed run has left. */
const PREFIX = 'chiso-test-failures-';
const OWNER = 'owner.json';
const NAMES = ['ingestion', 'scoring', 'notification', 'gateway'];
/** Short, so that a dead member is found soon; real ones have 30 s. */
const SESSION_TIMEOUT_MS = 8000;

/** The whole system on a stack of its own, whose every process a test may kill, stop and start. */
export class Stand {
  #watchdog = startWatchdog();
  #ports = new Map();
  #mail;
  #memory;
  /** Running and resting processes by their names: each service once, and the further ones that a test adds. */
  processes = new Map();

  /** @param memory what Node is told of a service's memory, by its name; little where it is not given */
  constructor({ memory } = {}) {
    this.#memory = memory;
    this.folder = mkdtempSync(path.join(os.tmpdir(), PREFIX));
    const owner = { pid: process.pid, start: startOf(process.pid) };
    writeFileSync(path.join(this.folder, OWNER), JSON.stringify(owner));
    // The database's own user walks through it.
    chmodSync(this.folder, 0o755);
    this.logs = path.join(this.folder, 'logs');
    this.mailFolder = path.join(this.folder, 'mail');
    mkdirSync(this.logs);
    this.infrastructure = new Infrastructure({
      folder: this.folder,
      logs: this.logs,
      watchdog: this.#watchdog,
    });
  }

  static async start(how) {
    const missing = await missingTools();
    if (missing) throw new Error(missing);
    await buildWhereNeeded(undefined, { page: false });
    if (!(await archiveIsThere())) await makeClassArchive();
    const stand = new Stand(how);
    try {
      await stand.#start();
      return stand;
    } catch (error) {
      await stand.stop();
      throw error;
    }
  }

  async #start() {
    const makeTopics = topicsMaker();
    await this.infrastructure.start();
    await makeTopics(this.infrastructure.brokers);
    this.#mail = await startMailCatcher({ folder: this.mailFolder });
    for (const name of NAMES) this.#ports.set(name, await freePorts(2));
    this.environment = this.#environmentOf();
    for (const name of NAMES) this.#add(name, name, this.#ports.get(name));
    await Promise.all([...this.processes.values()].map((one) => (one.start(), one.ready())));
  }

  #environmentOf() {
    const urlOf = (name) => `http://127.0.0.1:${this.#ports.get(name)[0]}`;
    return {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_ENV: 'test',
      DATABASE_URL: this.infrastructure.databaseUrl,
      KAFKA_BROKERS: this.infrastructure.brokers,
      SMTP_URL: this.#mail.smtpUrl,
      INGESTION_URL: urlOf('ingestion'),
      SCORING_URL: urlOf('scoring'),
      NOTIFICATION_URL: urlOf('notification'),
      CHISO_PUBLIC_URL: urlOf('gateway'),
      CHISO_TOKEN_SECRET: randomBytes(24).toString('hex'),
      CHISO_DATA_DIR: this.folder,
      CHISO_SESSION_TIMEOUT_MS: String(SESSION_TIMEOUT_MS),
    };
  }

  #add(name, instance, [http, metrics]) {
    const { environment, logs } = this;
    const ports = { http, metrics };
    const memory = this.#memory?.(name);
    const how = { name, instance, ports, environment, logs, watchdog: this.#watchdog, memory };
    const added = new ServiceProcess(how);
    this.processes.set(instance, added);
    return added;
  }

  /** The process of a service, or one that was added. */
  of(instance) {
    return this.processes.get(instance);
  }

  /** Every process of a service that should be there. */
  processesOf(service) {
    const isOne = ({ instance }) => instance === service || instance.startsWith(`${service}-`);
    return [...this.processes.values()].filter((one) => one.isWanted && isOne(one));
  }

  get gatewayUrl() {
    return this.of('gateway').url;
  }

  /** One more process of a service, started and ready. */
  async addProcess(name, instance) {
    const added = this.of(instance) ?? this.#add(name, instance, await freePorts(2));
    added.start();
    await added.ready();
    return added;
  }

  /** Every process is there again, as before the fault. */
  async allReady() {
    await Promise.all([...this.processes.values()].filter((one) => one.isWanted).map((one) => one.ready()));
  }

  async stop() {
    await Promise.all([...this.processes.values()].map((one) => one.stop()));
    await this.#mail?.stop();
    await this.infrastructure.stop();
    await this.#watchdog.dismiss();
    removePlaceOf(this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
