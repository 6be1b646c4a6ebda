import { logger } from '#observability';
import { isTransient } from '#persistence';
import { TransientError } from './errors.js';

const RETRY_MS = 1000;

/** How long work waits for more of its kind: until nothing has come for a while, but not longer than this. */
export interface Wait {
  readonly quietMs: number;
  readonly longestMs: number;
}

/** Lets the relay and the consumers of this process have their turn: they share one thread with long computations. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Repeats a piece of work: at once while there is more of it, else after a pause. A failure is logged and tried again. */
export class BackgroundWork {
  private running: Promise<void> | undefined;
  private stopped = false;
  private nudged = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly name: string,
    private readonly pauseMs: number,
    private readonly work: () => Promise<boolean>,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** There is work now: it begins at once, or again once it has ended. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.nudged = false;
      const hasMore = await this.once();
      await (hasMore || this.nudged ? breath() : this.pause(this.pauseMs));
    }
  }

  private async once(): Promise<boolean> {
    try {
      return await this.work();
    } catch (error) {
      const isAway = isTransient(error) || error instanceof TransientError;
      logger[isAway ? 'warn' : 'error']({ err: error, work: this.name }, 'the work is tried again');
      await this.pause(RETRY_MS);
      return false;
    }
  }

  private pause(ms: number): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
