import { type Instant } from '#contracts';

/** A clock stands at `now` when the real clock shows `real`; while it runs, it goes on at one second a second. */
export interface ClockLine {
  readonly now: Instant;
  readonly real: Instant;
  readonly running: boolean;
}

/** What the clock shows when the real clock shows `real`. */
export function shownAt(line: ClockLine, real: Instant): Instant {
  if (!line.running) return line.now;
  return new Date(Date.parse(line.now) + Date.parse(real) - Date.parse(line.real)).toISOString();
}

/** The instant some milliseconds later. */
export const later = (instant: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
