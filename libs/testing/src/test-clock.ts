/**
 * A clock that stands still until a test moves it; it has the shape of the runtime's port `Clock`. `now` is business time,
 * `real` the machine's: both instants as ISO-8601 UTC with milliseconds.
 */
export class TestClock {
  #now: number;
  #real: number;

  constructor(now: string, real: string = now) {
    this.#now = instantOf(now);
    this.#real = instantOf(real);
  }

  now(): string {
    return new Date(this.#now).toISOString();
  }

  real(): string {
    return new Date(this.#real).toISOString();
  }

  /** Sets business time alone, as the demo does. */
  set(now: string): void {
    this.#now = instantOf(now);
  }

  /** Lets both times pass. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    this.#real += milliseconds;
  }
}

function instantOf(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw new RangeError(`not an instant: ${text}`);
  return value;
}
