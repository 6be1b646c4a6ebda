// A peer says on its standard output how far it is: T0 at the first record, P every few thousand, DONE, STATE.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { cpuSeconds, peakRssMiB } from '../../processes.mjs';

const WORDS = new Set(['T0', 'P', 'DONE', 'STATE']);
const WITHIN_MS = 600_000;
const STOPS_WITHIN_MS = 15_000;

export class PeerProcess {
  #child;
  #seen = new Map();
  #listeners = new Set();
  /** Records handled, with the time at which that was said. */
  steps = [];

  constructor({ name, command, args, env, log }) {
    this.name = name;
    const errors = openSync(log, 'a');
    this.#child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', errors] });
    closeSync(errors);
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line));
  }

  get pid() {
    return this.#child.pid;
  }

  get ended() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  get peakRss() {
    return peakRssMiB(this.pid);
  }

  get cpu() {
    return cpuSeconds(this.pid);
  }

  get handled() {
    return this.steps.at(-1)?.handled ?? 0;
  }

  ask(word) {
    this.#child.stdin.write(`${word}\n`);
  }

  /** Resolves with when it said the word, its processor time then, and what came after the word. */
  said(word) {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!this.#seen.has(word)) return;
        end();
        resolve(this.#seen.get(word));
      };
      const gone = () => (end(), reject(new Error(`${this.name} ended before ${word}`)));
      const late = setTimeout(() => (end(), reject(new Error(`${this.name}: no ${word}`))), WITHIN_MS);
      const end = () => {
        clearTimeout(late);
        this.#listeners.delete(look);
        this.#child.off('exit', gone);
      };
      this.#listeners.add(look);
      this.#child.once('exit', gone);
      look();
    });
  }

  async stop(signal = 'SIGTERM') {
    if (this.ended) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill(signal);
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await gone;
    clearTimeout(force);
  }

  #take(line) {
    const at = performance.now();
    const [word] = line.split(' ', 1);
    if (!WORDS.has(word)) return;
    const rest = line.slice(word.length + 1);
    if (word === 'P') this.steps.push({ handled: Number(rest), at });
    else this.#seen.set(word, { at, rest, cpu: this.cpu });
    for (const look of this.#listeners) look();
  }
}
