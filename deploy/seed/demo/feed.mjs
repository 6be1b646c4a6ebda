// @ts-check
import { dayOf, localTime, plusDays } from '../periods/days.mjs';
import { periodsEndingIn } from '../periods/period.mjs';
import { measuredOf } from './measured.mjs';
import { plantedAlerts } from './planted-alerts.mjs';
import { plantedFor, readPlanted } from './planted.mjs';
import { profileOf } from './profile.mjs';
import { quantised, ratioOf } from './rates.mjs';
import { demoSeries, FEED_START, reporterOn } from './series.mjs';
import { reportTimes } from './timing.mjs';

/** @typedef {import('./series.mjs').Series} Series */
/** @typedef {import('../periods/period.mjs').Period} Period */
/** @typedef {import('./rates.mjs').Measured} Measured */
/**
 * A value on its way to the office.
 * @typedef {Measured & { indicator: string, unit: string, period: string, last: string, at: number, reason?: string, firstAt: number }} Report
 */

const WRONG_SHARE = -0.07;
/** A plan is due eleven months before its year ends: its report comes before its period does. */
const DUE_IN_ADVANCE = 'PE_M11';

/**
 * The demo feed up to a day; its last month is the live one. The same day gives the same reports, whatever part of
 * them is asked for and in whatever order.
 * @param {{ until: string }} options
 */
export function demoFeed({ until }) {
  const planted = readPlanted();
  const [year = 0, month = 0] = until.split('-').map(Number);
  const liveFrom = dayOf(year, month, 1);
  const series = demoSeries({ until, dailyFrom: dayOf(year, month - 2, 1) });
  const byKey = new Map(series.map((one) => [`${one.indicator.code} ${one.unit}`, one]));
  const profiles = new Map(series.map((one) => [one, profileOf(one, planted)]));
  const context = {
    planted,
    find: (/** @type {string} */ indicator, /** @type {string} */ unit) => byKey.get(`${indicator} ${unit}`),
    profile: (/** @type {Series} */ one) => profiles.get(one) ?? profileOf(one, planted),
  };
  const times = reportTimes({ liveFrom, planted });
  const alerts = plantedAlerts({ liveFrom, planted });

  /**
   * The reports of a period, a correction after the value that it corrects.
   * @param {Series} one
   * @param {Period} period
   * @returns {Report[]}
   */
  function reportsOf(one, period) {
    const measured = measuredOf(one, period, context);
    const alert = alerts.of(one, period, measured);
    if (alert) return alert;
    const when = times(one, period);
    if (!when) return [];
    const key = {
      indicator: one.indicator.code,
      unit: one.unit,
      period: period.id,
      last: period.last,
      firstAt: when.at,
    };
    if (when.correctedAt === undefined) return [{ ...key, ...measured, at: when.at }];
    const row = plantedFor(planted.corrections, one, (candidate) => candidate.period === period.id);
    return [
      { ...key, ...misreported(one, measured, row?.share ?? WRONG_SHARE), at: when.at },
      { ...key, ...measured, at: when.correctedAt, reason: row?.reason ?? 'correction' },
    ];
  }

  /**
   * All reports of periods whose last day lies between two days, newest period first.
   * @param {string} from
   * @param {string} to
   * @param {readonly Series[]} [of]
   * @returns {Report[]}
   */
  const reportsEndingIn = (from, to, of = series) =>
    of
      .flatMap((one) =>
        periodsEndingIn(one.cut, from > one.start ? from : one.start, to)
          .filter(({ id, last }) => id >= FEED_START.slice(0, 4) && reporterOn(one, last) !== undefined)
          .flatMap((period) => reportsOf(one, period)),
      )
      .sort((a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : 0));

  const inAdvance = series.filter(({ indicator }) => indicator.due_rule === DUE_IN_ADVANCE);
  const reportsInAdvance = (/** @type {string} */ from, /** @type {string} */ to) =>
    reportsEndingIn(from, to, inAdvance);

  const closesAt = localTime(plusDays(until, 1));
  return {
    until,
    liveFrom,
    liveAt: localTime(liveFrom),
    closesAt,
    series,
    planted,
    context,
    reportsEndingIn,
    reportsInAdvance,
  };
}

/**
 * The wrong value that is corrected later: off by a share, up or down.
 * @param {Series} series
 * @param {Measured} measured
 * @param {number} share
 * @returns {Measured}
 */
function misreported(series, { value, numerator, denominator }, share) {
  if (numerator === undefined || denominator === undefined) return { value: quantised(value * (1 + share)) };
  const off = Math.sign(share) * Math.max(1, Math.round(Math.abs(share) * denominator));
  const room = Number(series.indicator.ratio_factor) === 100 ? denominator : numerator * 2;
  const wrong = Math.min(Math.max(numerator + off, 0), room);
  return ratioOf(series, wrong === numerator ? numerator - off : wrong, denominator);
}
