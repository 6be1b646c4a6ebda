// @ts-check
const MILLISECONDS = 86_400_000;

/** @typedef {string} Day `YYYY-MM-DD` in Asia/Ho_Chi_Minh */

/** @param {Day} day */
const number = (day) => Date.parse(`${day}T00:00:00Z`) / MILLISECONDS;

/**
 * @param {Day} day
 * @param {number} days
 * @returns {Day}
 */
export const plusDays = (day, days) =>
  new Date((number(day) + days) * MILLISECONDS).toISOString().slice(0, 10);

/**
 * @param {Day} from
 * @param {Day} to
 */
export const daysBetween = (from, to) => number(to) - number(from);

/**
 * 1 for Monday to 7 for Sunday.
 * @param {Day} day
 */
export const weekday = (day) => ((number(day) + 3) % 7) + 1;

/**
 * A day by year, month and day of month; months outside 1 to 12 run on into other years.
 * @param {number} year
 * @param {number} month
 * @param {number} dayOfMonth
 * @returns {Day}
 */
export const dayOf = (year, month, dayOfMonth) =>
  new Date(Date.UTC(year, month - 1, dayOfMonth)).toISOString().slice(0, 10);

/**
 * The instant of a local time of day; Vietnam has had UTC+7 without summer time since 1975.
 * @param {Day} day
 * @param {number} [hour]
 * @param {number} [minute]
 * @param {number} [second]
 * @returns {number} milliseconds since 1970
 */
export const localTime = (day, hour = 0, minute = 0, second = 0) =>
  Date.parse(`${day}T00:00:00+07:00`) + ((hour * 60 + minute) * 60 + second) * 1000;

/**
 * The local day of an instant.
 * @param {number} instant
 * @returns {Day}
 */
export const localDay = (instant) => new Date(instant + 7 * 3_600_000).toISOString().slice(0, 10);
