// @ts-check
import { Catalogue } from '#catalogue';

/**
 * What the topics say at last, folded here and not by the service: the highest version of each entity, and for an
 * observation the highest revision, with a conflict where that one came with several contents.
 */
export class Log {
  catalogue = new Catalogue();
  /** @type {Map<string, any>} by indicator, unit and period */
  cells = new Map();
  /** @type {Map<string, any>} */
  obligations = new Map();
  /** @type {Map<string, any>} by unit, index, component, rule and period */
  scores = new Map();
  /** @type {Map<string, any>} */
  ranks = new Map();
  /** @type {Map<string, any>} by the plan's id */
  plans = new Map();
  /** @type {Map<string, any>} by index, subject, rule, unit and period */
  trends = new Map();
  /** @type {Map<string, any>} */
  ratings = new Map();
  /** @type {Map<string, any>} by index, subject, rule and unit */
  forecasts = new Map();
  counts = {
    observations: 0,
    obligations: 0,
    plans: 0,
    scores: 0,
    ranks: 0,
    trends: 0,
    ratings: 0,
    forecasts: 0,
  };

  /**
   * @param {string} type
   * @param {any} data
   */
  take(type, data) {
    switch (type) {
      case 'catalogue.v1':
        return this.catalogue.apply([data]);
      case 'observation.recorded.v1':
        this.counts.observations++;
        return this.#observe(data);
      case 'obligation.changed.v1':
        this.counts.obligations++;
        return keepNewest(this.obligations, `${data.indicator}|${data.unit}|${data.period}`, data);
      case 'plan.recorded.v1':
        this.counts.plans++;
        return keepNewest(this.plans, data.id, data);
      case 'trend.changed.v1':
        this.counts.trends++;
        return keepNewest(this.trends, verdictKey(data), data);
      case 'rating.changed.v1':
        this.counts.ratings++;
        return keepNewest(this.ratings, verdictKey(data), data);
      case 'forecast.changed.v1':
        this.counts.forecasts++;
        return keepNewest(this.forecasts, forecastKey(data), data);
      case 'score.changed.v1':
        this.counts.scores++;
        return keepNewest(this.scores, scoreKey(data), data);
      case 'rank.changed.v1':
        this.counts.ranks++;
        return keepNewest(this.ranks, rankKey(data), data);
      default:
        return undefined;
    }
  }

  /** @param {any} data */
  #observe(data) {
    const key = `${data.indicator}|${data.unit}|${data.period}`;
    const known = this.cells.get(key);
    if (known && known.revision > data.revision) return;
    if (!known || known.revision < data.revision) {
      this.cells.set(key, { ...data, contents: new Set([contentOf(data)]) });
      return;
    }
    known.contents.add(contentOf(data));
  }
}

/** @param {any} data */
const contentOf = ({ value, numerator, denominator }) => JSON.stringify([value, numerator, denominator]);

/** @param {{ unit: string, index: string, component: string, periodRule: string, period: string }} score */
export const scoreKey = ({ unit, index, component, periodRule, period }) =>
  `${unit}|${index}|${component}|${periodRule}|${period}`;

/** @param {{ subject: string, index?: string, periodRule: string, period: string, peerGroup: string }} rank */
export const rankKey = ({ subject, index, periodRule, period, peerGroup }) =>
  `${index ?? ''}|${subject}|${periodRule}|${period}|${peerGroup}`;

/** @param {{ subject: string, index?: string, periodRule: string, unit: string }} forecast */
export const forecastKey = ({ subject, index, periodRule, unit }) =>
  `${index ?? ''}|${subject}|${periodRule}|${unit}`;

/** @param {{ subject: string, index?: string, periodRule: string, unit: string, period: string }} verdict */
export const verdictKey = (verdict) => `${forecastKey(verdict)}|${verdict.period}`;

/**
 * The plan that speaks of a period: the newest one, of equal times that with the greater id.
 * @param {readonly any[]} plans
 * @param {string} period
 * @returns {{ base: number, target: number } | undefined}
 */
export function plannedAt(plans, period) {
  const speaking = plans.flatMap(({ id, recordedAt, base, points }) => {
    const point = points.find((/** @type {any} */ each) => each.period === period);
    return point ? [{ order: `${recordedAt}|${id}`, base: base.value, target: point.value }] : [];
  });
  return speaking.sort((a, b) => (a.order < b.order ? 1 : -1))[0];
}

/**
 * @param {Map<string, any>} held
 * @param {string} key
 * @param {any} data
 */
function keepNewest(held, key, data) {
  const known = held.get(key);
  if (!known || known.version < data.version) held.set(key, data);
}
