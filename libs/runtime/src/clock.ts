import { type ClockMoved, type Day, type Instant } from '#contracts';

const VIETNAM_MS = 7 * 60 * 60 * 1000;

/** Where the services look for the time; the business clock may stand or lag while a demo plays, the real one never. */
export abstract class Clock {
  /** Business time: periods, due times, recordedAt, waits of alerts. */
  abstract now(): Instant;
  /** Real time: leases, tokens, retries, locks, health. */
  abstract real(): Instant;

  /** The business day in Vietnam. */
  today(): Day {
    return new Date(Date.parse(this.now()) + VIETNAM_MS).toISOString().slice(0, 10);
  }
}

/** Business time as the newest clock event gives it, and real time where there has been none. */
export class BusinessClock extends Clock {
  private moved: Pick<ClockMoved, 'version' | 'now' | 'real' | 'running'> | undefined;

  /** Takes a newer position of the clock; an older one is ignored. */
  follow(moved: Pick<ClockMoved, 'version' | 'now' | 'real' | 'running'>): void {
    if (!this.moved || moved.version >= this.moved.version) this.moved = moved;
  }

  now(): Instant {
    if (!this.moved) return this.real();
    if (!this.moved.running) return this.moved.now;
    const elapsed = Math.max(0, Date.now() - Date.parse(this.moved.real));
    return new Date(Date.parse(this.moved.now) + elapsed).toISOString();
  }

  real(): Instant {
    return new Date().toISOString();
  }
}
