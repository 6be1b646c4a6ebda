// @ts-check
import { frequencyOf, periodOf } from '#periods';
import {
  COMPONENT_TOLERANCE,
  defaultTolerance,
  editionFor,
  editionsFor,
  INDEX_TOLERANCE,
} from '#scoring-engine';
import { plannedAt } from './log.mjs';

/** Share of the scale, a period, under which a slope is not called a change; methodology, section 6. */
const THRESHOLD_SHARE = 0.002;
/** @type {Readonly<Record<string, string>>} */
const FAMILIES = {
  PG_TINH: 'PG_TINH',
  PG_SO: 'PG_SO',
  PG_HUYEN: 'PG_HUYEN',
  PG_HUYEN_MN: 'PG_HUYEN',
  PG_TP: 'PG_HUYEN',
  PG_XA: 'PG_XA',
  PG_PHUONG: 'PG_XA',
};

/**
 * @typedef {{ period: import('#periods').Period, value?: number | undefined, segment: string | number, rated: import('./batch-scores.mjs').Rated }} Point
 * @typedef {{ direction: 'up' | 'down' | 'neutral', tolerance: number, threshold: number, season?: number, isRated: boolean }} Rule
 * @typedef {{
 *   index: string, subject: string, rule: string,
 *   series: Map<string, Point[]>, ruleOf: (period: import('#periods').Period) => Rule,
 * }} Panel
 */

/** @type {<T>(find: () => T) => T | undefined} */
function foundOrNone(find) {
  try {
    return find();
  } catch (error) {
    if (/** @type {any} */ (error).code === 'edition.wrong-period') return undefined;
    throw error;
  }
}

/** @type {(rule: string) => { season?: number }} */
const seasonOf = (rule) => (frequencyOf(rule) === 'month' ? { season: 12 } : {});

/** @type {(series: Map<string, Point[]>, unit: string, point: Point) => void} */
const push = (series, unit, point) => void series.set(unit, [...(series.get(unit) ?? []), point]);

/** @param {Map<string, Point[]>} series */
const inOrder = (series) =>
  new Map(
    [...series]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([unit, points]) => [unit, points.sort((a, b) => (a.period.lastDay < b.period.lastDay ? -1 : 1))]),
  );

/** What a whole log gives the judgement of series: every node of every index, and every indicator that is none. */
export class Panels {
  /** @param {import('./log.mjs').Log} log */
  constructor(log) {
    this.log = log;
    this.catalogue = log.catalogue;
    this.editions = log.catalogue
      .all('edition')
      .map(({ code, attributes }) => /** @type {any} */ ({ ...attributes, id: code }));
    /** @type {Map<string, any>} */
    this.found = new Map();
  }

  /** @type {(index: string, period: string) => any} */
  edition(index, period) {
    return this.#remember(`${index}|${period}`, () =>
      foundOrNone(() => editionFor(this.editions, index, period)),
    );
  }

  /** The family in which a unit is judged for a period that ends on a day. */
  family(/** @type {string} */ unit, /** @type {string} */ index, /** @type {string} */ day) {
    return this.#remember(`f|${unit}|${index}|${day}`, () => {
      const isPublished = this.editions.some((edition) => edition.index === index && index !== 'LEAD');
      const isProvince = this.catalogue.unitOn(unit, day)?.attributes.kind === 'province';
      if (index !== '' && !isPublished && isProvince) return unit;
      const groups = this.catalogue.peerGroupsOf(unit, this.#standing(unit, day)).sort();
      return groups.flatMap((group) => FAMILIES[group] ?? [])[0] ?? unit;
    });
  }

  /** The day, or the nearest on which the unit stands. */
  #standing(/** @type {string} */ unit, /** @type {string} */ day) {
    const lives = this.catalogue.history('unit', unit);
    if (lives.length === 0 || this.catalogue.unitOn(unit, day)) return day;
    const ends = lives.flatMap(({ validTo }) => (validTo !== undefined && validTo < day ? [validTo] : []));
    return ends.sort().at(-1) ?? lives[0]?.validFrom ?? day;
  }

  /**
   * @param {Map<string, import('./batch-scores.mjs').BatchScore>} scores
   * @returns {Panel[]}
   */
  ofNodes(scores) {
    /** @type {Map<string, { level: string, series: Map<string, Point[]>, isPublished: boolean }>} */
    const subjects = new Map();
    for (const [key, { edition, level, given, rated }] of scores) {
      const [unit = '', index = '', component = '', rule = '', period = ''] = key.split('|');
      // Verdicts come from the leading edition.
      if (index.includes('@')) continue;
      const name = `${index}|${component}|${rule}`;
      const isPublished = !edition.startsWith('LEAD');
      const subject = subjects.get(name) ?? { level, series: new Map(), isPublished };
      subjects.set(name, subject);
      push(subject.series, unit, { period: periodOf(rule, period), value: given, segment: edition, rated });
    }
    return [...subjects].map(([name, { level, series, isPublished }]) => {
      const [index = '', subject = '', rule = ''] = name.split('|');
      const ruleOf = (/** @type {import('#periods').Period} */ period) =>
        this.#nodeRule(level, subject, isPublished ? index : 'LEAD', period);
      return { index, subject, rule, series: inOrder(series), ruleOf };
    });
  }

  /** @type {(level: string, component: string, index: string, period: import('#periods').Period) => Rule} */
  #nodeRule(level, component, index, period) {
    const node = this.edition(index, period.id)?.nodes.find(
      (/** @type {any} */ each) => each.code === component,
    );
    const width = (node?.scaleMax ?? 10) - (node?.scaleMin ?? 1);
    return {
      direction: 'up',
      tolerance: level === 'index' ? INDEX_TOLERANCE : COMPONENT_TOLERANCE,
      threshold: THRESHOLD_SHARE * width,
      isRated: index === 'LEAD',
      ...seasonOf(period.rule),
    };
  }

  /** @returns {Panel[]} */
  ofIndicators() {
    const late = [...this.log.obligations.values()].filter(({ state }) => state === 'late');
    const owed = new Set(late.map(({ indicator, unit, period }) => `${indicator}|${unit}|${period}`));
    /** @type {Map<string, any>} */
    const places = new Map(this.log.cells);
    for (const each of late) {
      const key = `${each.indicator}|${each.unit}|${each.period}`;
      places.set(key, places.get(key) ?? each);
    }
    /** @type {Map<string, Map<string, any[]>>} */
    const indicators = new Map();
    for (const [key, { indicator, unit, period: id }] of places) {
      const known = this.catalogue.history('indicator', indicator).at(0)?.attributes;
      if (!known) continue;
      const { index, periodRule } = known;
      const period = periodOf(periodRule, id);
      const nodes = editionsFor(this.editions, index, id).flatMap((edition) => edition.nodes);
      if (nodes.some(({ code }) => code === indicator)) continue;
      if (!this.catalogue.unitOn(unit, period.lastDay)) continue;
      const units = indicators.get(indicator) ?? new Map();
      indicators.set(indicator, units);
      push(
        units,
        unit,
        /** @type {any} */ ({ period, cell: this.log.cells.get(key), isLate: owed.has(key) }),
      );
    }
    return [...indicators].map(([subject, units]) => this.#indicatorPanel(subject, units));
  }

  /** @type {(subject: string, units: Map<string, any[]>) => Panel} */
  #indicatorPanel(subject, units) {
    const plans = Map.groupBy(
      [...this.log.plans.values()].filter(({ indicator }) => indicator === subject),
      ({ unit }) => unit,
    );
    const series = new Map(
      [...inOrder(units)].map(([unit, found]) => [unit, pointsOf(found, plans.get(unit) ?? [])]),
    );
    const rule = [...series.values()][0]?.[0]?.period.rule ?? '';
    return { index: '', subject, rule, series, ruleOf: (period) => this.#indicatorRule(subject, period) };
  }

  /** @type {(code: string, period: import('#periods').Period) => Rule} */
  #indicatorRule(code, period) {
    return this.#remember(`r|${code}|${period.id}`, () => {
      const indicator =
        this.catalogue.indicatorOn(code, period.lastDay)?.attributes ??
        /** @type {any} */ (this.catalogue.history('indicator', code)[0]?.attributes);
      const lead = this.edition('LEAD', period.id);
      const { scaleMin: lo, scaleMax: hi, direction, tolerance, trendThreshold, kind, scored } = indicator;
      const goalposts =
        (lead && this.catalogue.goalpostsOf(code, lead.id, period.lastDay)) ??
        (lo === undefined || hi === undefined ? undefined : { lo, hi });
      const width = goalposts ? Math.abs(goalposts.hi - goalposts.lo) : 0;
      return {
        direction,
        tolerance: tolerance ?? (goalposts ? defaultTolerance(goalposts) : 0),
        threshold: trendThreshold ?? THRESHOLD_SHARE * width,
        isRated: kind === 'leading' && scored,
        ...seasonOf(period.rule),
      };
    });
  }

  /** @type {<T>(key: string, find: () => T) => T} */
  #remember(key, find) {
    if (!this.found.has(key)) this.found.set(key, find());
    return this.found.get(key);
  }
}

/** @type {(found: any[], plans: any[]) => Point[]} */
function pointsOf(found, plans) {
  let breaks = 0;
  return found.map(({ period, cell, isLate }) => {
    const flags = cell?.flag ?? '';
    if (flags.includes('B')) breaks++;
    const value = cell && cell.contents.size === 1 ? cell.value : undefined;
    return {
      period,
      value: flags.includes('I') ? undefined : value,
      segment: breaks,
      rated: { ...plannedAt(plans, period.id), value, pastDue: isLate && cell === undefined },
    };
  });
}
