// @ts-check
import { chunks, sendInOrder } from './batches.mjs';
import { progressTeller } from './progress-teller.mjs';
import { ResultCounter } from './results.mjs';

const REQUEST_ROWS = 500;
const CATALOGUE_ROWS = 1_000;
const IN_FLIGHT = 2;

/** @typedef {import('./gateway.mjs').Gateway} Gateway */
/** @typedef {import('./progress-file.mjs').ProgressFile} ProgressFile */
/** @typedef {{ gateway: Gateway, progress: ProgressFile, print: (line: string) => void }} Means */
/** @typedef {{ name: string, shownAs: 'history' | 'demo', total: number }} Task `total` in rows */

/** Sends rows in large requests, each task remembered so that a second start goes on where the first one stopped. */
export class Loader {
  #means;
  #tell;

  /** @param {Means} means */
  constructor(means) {
    this.#means = means;
    this.#tell = progressTeller(means);
    this.results = new ResultCounter(means.print);
  }

  /**
   * Whether an earlier start has sent all of a task.
   * @param {string} task
   */
  isWhole(task) {
    return this.#means.progress.done(`${task}, all`) > 0;
  }

  /** @param {readonly unknown[]} entries */
  async catalogue(entries) {
    for (const rows of chunks(entries, CATALOGUE_ROWS))
      this.results.count(await this.#means.gateway.post('/catalogue', { entries: rows }), rows);
  }

  /**
   * Sends one request after the other, once.
   * @param {string} task
   * @param {string} path
   * @param {readonly unknown[]} bodies
   */
  async once(task, path, bodies) {
    if (this.isWhole(task)) return;
    for (const body of bodies) await this.#means.gateway.post(path, body);
    this.#means.progress.set(`${task}, all`, bodies.length);
    this.#means.print(`${task}: ${bodies.length}`);
  }

  /**
   * @template T
   * @param {Task} task
   * @param {Iterable<T[] | undefined>} batches
   * @param {(rows: T[]) => { path: string, body: unknown }} request
   */
  async rows({ name, shownAs, total }, batches, request) {
    const { gateway, progress, print } = this.#means;
    const before = progress.done(name);
    const startedAt = performance.now();
    let sent = 0;
    await sendInOrder(batches, {
      inFlight: IN_FLIGHT,
      from: before,
      send: async (rows) => {
        const { path, body } = request(rows);
        this.results.count(await gateway.post(path, body), rows);
        sent += rows.length;
        await this.#tell(shownAs, Math.min(total, before * REQUEST_ROWS + sent), total);
      },
      answered: (count) => progress.set(name, count),
    });
    progress.set(`${name}, all`, total);
    await this.#tell(shownAs, total, total);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    print(`${name}: ${sent} values sent in ${seconds} s, ${this.results.returned} returned`);
  }
}

/**
 * Batches of one list of rows, as large as a request may be.
 * @template T
 * @param {readonly T[]} rows
 */
export const batchesOf = (rows) => chunks(rows, REQUEST_ROWS);
