// @ts-check
import { localTime, plusDays, weekday } from '../periods/days.mjs';
import { readTable } from '../tables.mjs';
import { plantedFor } from './planted.mjs';
import { ratioOf } from './rates.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('./planted.mjs').PlantedAlert} PlantedAlert */
/** @typedef {import('../periods/period.mjs').Period} Period */
/** @typedef {import('./rates.mjs').Measured} Measured */
/** @typedef {import('./feed.mjs').Report} Report */

/**
 * The breaches planted into the live month: the last week that closed before it is reported in its first minute, so
 * that a warning can be seen at once; one is corrected later, one lasts.
 */
export class PlantedAlerts {
  /** @param {{ liveFrom: string, planted: import('./planted.mjs').Planted }} feed */
  constructor({ liveFrom, planted }) {
    this.alerts = planted.alerts.map((row) => ({ ...row, unit: livingUnit(row.unit, liveFrom) }));
    this.breachedOn = plusDays(liveFrom, -(weekday(liveFrom) % 7) || -7);
    this.liveAt = localTime(liveFrom);
  }

  /**
   * The planted reports of a period, or nothing where the feed goes its usual way.
   * @param {Series} series
   * @param {Period} period
   * @param {Measured} measured
   * @returns {Report[] | undefined}
   */
  of(series, period, measured) {
    const alert = period.last < this.breachedOn ? undefined : plantedFor(this.alerts, series);
    if (!alert) return undefined;
    if (period.last === this.breachedOn) return breach(series, period, alert, this.liveAt);
    return alert.stays === undefined ? undefined : lasting(series, period, alert.stays, measured);
  }
}

/**
 * @param {Series} series
 * @param {Period} period
 * @param {PlantedAlert} alert
 * @param {number} liveAt
 * @returns {Report[]}
 */
function breach(series, period, { numerator, denominator, secondsIntoLiveMonth, corrected }, liveAt) {
  const firstAt = liveAt + secondsIntoLiveMonth * 1000;
  const key = {
    indicator: series.indicator.code,
    unit: series.unit,
    period: period.id,
    last: period.last,
    firstAt,
  };
  const first = { ...key, ...ratioOf(series, numerator, denominator), at: firstAt };
  if (!corrected) return [first];
  const at = liveAt + corrected.hoursIntoLiveMonth * 3_600_000;
  return [
    first,
    { ...key, ...ratioOf(series, corrected.numerator, corrected.denominator), at, reason: corrected.reason },
  ];
}

/**
 * A week after the breach that stays under the level, reported on Monday morning.
 * @param {Series} series
 * @param {Period} period
 * @param {number} share
 * @param {Measured} measured
 * @returns {Report[]}
 */
function lasting(series, period, share, { denominator = 30 }) {
  const at = localTime(plusDays(period.last, 1), 9, 30);
  const key = { indicator: series.indicator.code, unit: series.unit, period: period.id, last: period.last };
  return [{ ...key, ...ratioOf(series, Math.floor(share * denominator), denominator), at, firstAt: at }];
}

/**
 * The unit, or the successor that lives on a day.
 * @param {string} unit
 * @param {string} day
 */
function livingUnit(unit, day) {
  const rows = readTable('departments', ['code', 'valid_from', 'valid_to', 'successor_codes']);
  let code = unit;
  for (let steps = 0; steps < 5; steps += 1) {
    const row = rows.findLast((candidate) => candidate.code === code);
    if (!row || row.valid_to === '' || row.valid_to >= day) return code;
    code = row.successor_codes.split(';')[0] ?? code;
  }
  return code;
}
