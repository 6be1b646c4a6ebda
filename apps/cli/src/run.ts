import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { InputProblem } from './input-problem.js';

/** More would bury the first ones, which are the ones to read. */
const MOST_PROBLEMS_TOLD = 100;

/** One call of the command: where it reads and writes, and how it ends. */
export class Run {
  #problems = 0;
  #isFailed = false;

  constructor(
    readonly input: Readable,
    private readonly output: Writable,
    private readonly problems: Writable,
  ) {}

  /** Writes one line of JSON, and waits where the reader is slower. */
  async print(result: object): Promise<void> {
    if (!this.output.write(`${JSON.stringify(result)}\n`)) await once(this.output, 'drain');
  }

  /** Text for people: help, and what commander says. */
  say(text: string): void {
    this.output.write(text);
  }

  warn(text: string): void {
    this.problems.write(text);
  }

  /** Tells a problem of the input as `file:line: code: sentence`; the call then ends with 2. */
  complain({ file, line, code, detail }: InputProblem): void {
    this.#problems += 1;
    if (this.#problems <= MOST_PROBLEMS_TOLD) this.warn(`${file}:${line}: ${code}: ${detail}\n`);
  }

  /** A check that was asked for did not hold; the call then ends with 1. */
  fail(): void {
    this.#isFailed = true;
  }

  /** 2 for wrong input or options, 1 for a check that failed, else 0. */
  finish(): number {
    const untold = this.#problems - MOST_PROBLEMS_TOLD;
    if (untold > 0) this.warn(`and ${untold} more problems\n`);
    if (this.#problems > 0) return 2;
    return this.#isFailed ? 1 : 0;
  }
}
