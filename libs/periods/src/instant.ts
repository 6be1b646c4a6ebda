import { addDays, type Day, twoDigits } from './day.js';

/** ISO-8601 UTC instant with milliseconds, as `Date.toISOString` writes it. */
export type Instant = string;

/** Viet Nam has kept UTC+7 without summer time since 1975, so no zone table is needed. */
const OFFSET_HOURS = 7;

/** The instant of a local time of day; hours of 24 and more run into the days after. */
export function instantOf(day: Day, hour = 0, minute = 0): Instant {
  const utc = hour - OFFSET_HOURS;
  const shift = Math.floor(utc / 24);
  const utcDay = shift === 0 ? day : addDays(day, shift);
  return `${utcDay}T${twoDigits(utc - shift * 24)}:${twoDigits(minute)}:00.000Z`;
}

/** The local day on which an instant falls. */
export function dayOf(instant: Instant): Day {
  const day = instant.slice(0, 10);
  return +instant.slice(11, 13) + OFFSET_HOURS >= 24 ? addDays(day, 1) : day;
}
