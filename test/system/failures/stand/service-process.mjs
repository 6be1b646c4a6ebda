import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeEnd, startChild } from '../../../../deploy/local/child.mjs';
import { awaitReady } from '../../../../deploy/local/service.mjs';
import { STAGE } from '../../../../deploy/local/watchdog.mjs';
import { entryPoint } from '../../../../deploy/local/services.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const AGAIN_AFTER_MS = 500;
const SHOWN_BYTES = 2000;
/** Less than they are started with: what grows without bound shows. */
const SMALL = ['--max-old-space-size=256'];

/** One process of a service, on ports that stay its own; like a supervisor, starts it again when it dies unasked. */
export class ServiceProcess {
  #how;
  #child;
  #wanted = false;
  #armed = false;
  /** Whether the newest child has ended. */
  hasEnded = true;
  /** How it ended, each time that nobody had asked for it. */
  deaths = [];

  /** @param how name, instance, ports, environment, folder of logs, watchdog, and what Node is told of its memory */
  constructor(how) {
    this.#how = how;
  }

  get instance() {
    return this.#how.instance;
  }

  get url() {
    return `http://127.0.0.1:${this.#how.ports.http}`;
  }

  get metricsUrl() {
    return `http://127.0.0.1:${this.#how.ports.metrics}/metrics`;
  }

  get pid() {
    return this.#child?.pid;
  }

  get isWanted() {
    return this.#wanted;
  }

  start() {
    const { name, instance, ports, environment, logs, watchdog, memory = SMALL } = this.#how;
    this.#wanted = true;
    const child = startChild({
      name: instance,
      command: process.execPath,
      args: [...memory, entryPoint(name), `chiso-${name}`],
      env: {
        ...environment,
        CHISO_INSTANCE: instance,
        CHISO_HTTP_PORT: String(ports.http),
        CHISO_METRICS_PORT: String(ports.metrics),
        CHISO_FAULT_FILE: this.faultFile,
      },
      log: path.join(logs, `${instance}.log`),
      cwd: ROOT,
      stage: STAGE.service,
      watchdog,
    });
    this.#child = child;
    this.hasEnded = false;
    void child.ended.then((end) => this.#diedUnasked(child, end));
  }

  /** Where the process looks which step it is not to survive. */
  get faultFile() {
    return path.join(this.#how.logs, `${this.#how.instance}.fault`);
  }

  /** Has the process get the signal at its next pass of the point. Where that ends it, it stays away until it is started. */
  arm(point, signal) {
    this.#armed = signal === 'SIGKILL';
    writeFileSync(this.faultFile, `${point} ${signal}`);
  }

  disarm() {
    this.#armed = false;
    rmSync(this.faultFile, { force: true });
  }

  async #diedUnasked(child, end) {
    if (child !== this.#child) return;
    this.hasEnded = true;
    if (!this.#wanted || this.#armed) return;
    this.deaths.push(`${this.#how.instance} ${describeEnd(end)}`);
    await sleep(AGAIN_AFTER_MS);
    if (this.#wanted && child === this.#child) this.start();
  }

  async ready(within = 150_000) {
    const { log } = this.#child;
    // Of all its lives: one that dies at once and is started again has said nothing yet.
    const said = () => readFileSync(log, 'utf8').slice(-SHOWN_BYTES);
    await awaitReady({ name: this.#how.instance, log, said }, this.url, { within });
  }

  /** kill -9; it stays away until it is started. */
  async kill() {
    this.#wanted = false;
    process.kill(this.#child.pid, 'SIGKILL');
    await this.#child.ended;
  }

  /** Resolves with how the process ended. */
  ended() {
    return this.#child.ended;
  }

  freeze() {
    process.kill(this.#child.pid, 'SIGSTOP');
  }

  thaw() {
    process.kill(this.#child.pid, 'SIGCONT');
  }

  /** In order, as an operator stops it. */
  async stop() {
    this.#wanted = false;
    await this.#child?.stop(25_000);
  }
}
