// @ts-check
import { dayOf, localTime, plusDays } from '../periods/days.mjs';
import { periodsEndingIn } from '../periods/period.mjs';
import { measuredOf } from './measured.mjs';
import { misreported } from './misreported.mjs';
import { PlantedAlerts } from './planted-alerts.mjs';
import { plantedFor, readPlanted } from './planted.mjs';
import { profileOf } from './profile.mjs';
import { demoSeries, FEED_START, reporterOn } from './series.mjs';
import { ReportTimes } from './timing.mjs';

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
 */
export class DemoFeed {
  /** @type {Map<string, Series>} */
  #byKey;
  /** @type {Map<Series, import('./profile.mjs').Profile>} */
  #profiles;

  /** @param {{ until: string }} options */
  constructor({ until }) {
    const [year = 0, month = 0] = until.split('-').map(Number);
    this.until = until;
    this.liveFrom = dayOf(year, month, 1);
    this.liveAt = localTime(this.liveFrom);
    this.closesAt = localTime(plusDays(until, 1));
    this.planted = readPlanted();
    this.series = demoSeries({ until, dailyFrom: dayOf(year, month - 2, 1) });
    this.#byKey = new Map(this.series.map((one) => [`${one.indicator.code} ${one.unit}`, one]));
    this.#profiles = new Map(this.series.map((one) => [one, profileOf(one, this.planted)]));
    this.times = new ReportTimes(this);
    this.alerts = new PlantedAlerts(this);
  }

  /**
   * @param {string} indicator
   * @param {string} unit
   */
  find(indicator, unit) {
    return this.#byKey.get(`${indicator} ${unit}`);
  }

  /** @param {Series} one */
  profile(one) {
    return this.#profiles.get(one) ?? profileOf(one, this.planted);
  }

  /**
   * All reports of periods whose last day lies between two days, newest period first.
   * @param {string} from
   * @param {string} to
   * @param {readonly Series[]} [of]
   * @returns {Report[]}
   */
  reportsEndingIn(from, to, of = this.series) {
    /** @type {Map<string, Period[]>} */
    const cutOnce = new Map();
    return of
      .flatMap((one) => {
        const start = from > one.start ? from : one.start;
        const key = `${one.cut} ${start}`;
        const periods = cutOnce.get(key) ?? periodsEndingIn(one.cut, start, to);
        cutOnce.set(key, periods);
        return periods
          .filter(({ id, last }) => id >= FEED_START.slice(0, 4) && reporterOn(one, last) !== undefined)
          .flatMap((period) => this.#reportsOf(one, period));
      })
      .sort((a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : 0));
  }

  /**
   * The same of the series that are reported before their period ends.
   * @param {string} from
   * @param {string} to
   */
  reportsInAdvance(from, to) {
    const inAdvance = this.series.filter(({ indicator }) => indicator.due_rule === DUE_IN_ADVANCE);
    return this.reportsEndingIn(from, to, inAdvance);
  }

  /**
   * The reports of a period, a correction after the value that it corrects.
   * @param {Series} one
   * @param {Period} period
   * @returns {Report[]}
   */
  #reportsOf(one, period) {
    const measured = measuredOf(one, period, this);
    const alert = this.alerts.of(one, period, measured);
    if (alert) return alert;
    const when = this.times.of(one, period);
    if (!when) return [];
    const { at, correctedAt } = when;
    const key = {
      indicator: one.indicator.code,
      unit: one.unit,
      period: period.id,
      last: period.last,
      firstAt: at,
    };
    if (correctedAt === undefined) return [{ ...key, ...measured, at }];
    const row = plantedFor(this.planted.corrections, one, (candidate) => candidate.period === period.id);
    return [
      { ...key, ...misreported(one, measured, row?.share ?? WRONG_SHARE), at },
      { ...key, ...measured, at: correctedAt, reason: row?.reason ?? 'correction' },
    ];
  }
}
