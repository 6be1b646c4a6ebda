// @ts-check
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {{ fingerprint: string, done: Record<string, number> }} Progress */

/**
 * How far the loader came, by task: the number of requests answered in order, or of values played. Another fingerprint
 * (other data, another last day) starts from nothing: what the services hold already is then answered as unchanged.
 */
export class ProgressFile {
  #path;
  /** @type {Progress} */
  #progress;

  /**
   * @param {string} folder the data folder
   * @param {string} fingerprint
   */
  constructor(folder, fingerprint) {
    this.#path = join(folder, 'seed', 'progress.json');
    const known = read(this.#path);
    this.#progress = known?.fingerprint === fingerprint ? known : { fingerprint, done: {} };
  }

  /** @param {string} task */
  done(task) {
    return this.#progress.done[task] ?? 0;
  }

  /**
   * @param {string} task
   * @param {number} count
   */
  set(task, count) {
    this.#progress.done[task] = count;
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#progress));
    renameSync(`${this.#path}.new`, this.#path);
  }
}

/**
 * @param {string} path
 * @returns {Progress | undefined}
 */
const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);
