// @ts-check
import { addDays, instantOf, periodContaining, periodOf, periodsBetween } from '#periods';
import {
  CARRY_LIMITS,
  editionFor,
  publishedComposite,
  rootsOf,
  scoreProvince,
  scoreUnit,
} from '#scoring-engine';
import { scoreKey } from './log.mjs';

const RULES = ['M15', 'Q15'];
/** Yearly values are bridged longest. */
const REACH_DAYS = 1500;

/** @typedef {{ state: string, value?: number | undefined, coverage?: number | undefined, edition: string, lastDay: string }} BatchScore */

/**
 * Every score of the log, computed whole by the engine.
 * @param {import('./log.mjs').Log} log
 * @returns {Map<string, BatchScore>} by the key of a score
 */
export function batchScores(log) {
  const scores = new Map();
  const editions = log.catalogue.all('edition').map(({ code, attributes }) => ({ ...attributes, id: code }));
  publishedScores(log, editions, scores);
  unitScores(log, editions, scores);
  return scores;
}

/** @type {<T>(find: () => T) => T | undefined} */
function foundOrNone(find) {
  try {
    return find();
  } catch (error) {
    if (/** @type {any} */ (error).code === 'edition.wrong-period') return undefined;
    throw error;
  }
}

/**
 * @param {import('./log.mjs').Log} log
 * @param {any[]} editions
 * @param {Map<string, BatchScore>} scores
 */
function publishedScores(log, editions, scores) {
  const places = new Map();
  for (const cell of log.cells.values()) {
    const indicator = log.catalogue.history('indicator', cell.indicator).at(-1)?.attributes;
    if (!indicator) continue;
    const edition = foundOrNone(() => editionFor(editions, indicator.index, cell.period));
    if (!edition?.nodes.some(({ code }) => code === cell.indicator)) continue;
    const place = `${cell.unit}|${indicator.index}|${indicator.periodRule}|${cell.period}`;
    const known = places.get(place) ?? { edition, cells: new Map() };
    places.set(place, known);
    known.cells.set(cell.indicator, cell);
  }
  for (const [place, { edition, cells }] of places) {
    const [unit, index, periodRule, period] = place.split('|');
    const values = new Map(
      [...cells].flatMap(([code, cell]) => (cell.contents.size > 1 ? [] : [[code, cell.value]])),
    );
    for (const root of rootsOf(edition))
      for (const node of publishedComposite(edition, root.code, values)) {
        if (!hasAnything(edition, node.code, cells)) continue;
        const own = cells.get(node.code);
        const state =
          node.value !== undefined ? 'scored' : own?.contents.size > 1 ? 'conflict' : 'not-computed';
        const { lastDay } = periodOf(periodRule, period);
        scores.set(scoreKey({ unit, index, component: node.code, periodRule, period }), {
          state,
          value: node.value,
          edition: edition.id,
          lastDay,
        });
      }
  }
}

/** @type {(edition: any, code: string, cells: Map<string, any>) => boolean} */
const hasAnything = (edition, code, cells) =>
  cells.has(code) ||
  edition.nodes.some(
    (/** @type {any} */ node) => node.parent === code && hasAnything(edition, node.code, cells),
  );

/**
 * @param {import('./log.mjs').Log} log
 * @param {any[]} editions
 * @param {Map<string, BatchScore>} scores
 */
function unitScores(log, editions, scores) {
  for (const [place, units] of activeUnits(log)) {
    const [periodRule = '', period = ''] = place.split('|');
    const scorePeriod = periodOf(periodRule, period);
    const edition = foundOrNone(() => editionFor(editions, 'LEAD', period));
    if (!edition) continue;
    const provinces = new Map();
    for (const unit of units) {
      const expected = expectedOf(log, unit, edition, scorePeriod);
      if (expected.length === 0) continue;
      const province = provinceOf(log, unit, scorePeriod.lastDay);
      if (province) provinces.set(province, (provinces.get(province) ?? new Map()).set(unit, expected));
      if (log.catalogue.unitOn(unit, scorePeriod.lastDay)?.attributes.reports)
        put(scores, unit, scorePeriod, edition, scoreUnit({ edition, scorePeriod, expected }));
    }
    for (const [province, expected] of provinces)
      put(scores, province, scorePeriod, edition, scoreProvince({ edition, scorePeriod }, expected));
  }
}

/**
 * Units by score period in which something of them came, or was late, once the period had begun.
 * @param {import('./log.mjs').Log} log
 * @returns {Map<string, Set<string>>}
 */
function activeUnits(log) {
  const active = new Map();
  const owed = [...log.obligations.values()].filter(({ state }) => state !== 'expected');
  for (const { indicator, period, scoredUnit, recordedAt } of [...log.cells.values(), ...owed]) {
    const rows = log.catalogue.history('indicator', indicator);
    if (!rows[0]) continue;
    const { lastDay } = periodOf(rows[0].attributes.periodRule, period);
    const { scored, feeds = [] } = (log.catalogue.indicatorOn(indicator, lastDay) ?? rows[0]).attributes;
    if (!scored || feeds.length === 0) continue;
    for (const scoreRule of RULES) {
      const score = periodContaining(scoreRule, lastDay);
      if (recordedAt < instantOf(score.firstDay)) continue;
      const key = `${scoreRule}|${score.id}`;
      active.set(key, (active.get(key) ?? new Set()).add(scoredUnit));
    }
  }
  return active;
}

/**
 * @param {import('./log.mjs').Log} log
 * @param {string} unit
 * @param {any} edition
 * @param {import('#periods').Period} score
 */
function expectedOf({ catalogue, cells, obligations }, unit, edition, score) {
  const day = score.lastDay;
  const isProvince = catalogue.unitOn(unit, day)?.attributes.kind === 'province';
  const rows = reportsOn(catalogue, day).filter(({ role, weight, forUnit, indicator }) => {
    if (role !== 'reports' || weight === undefined) return false;
    if (forUnit === unit) return !isProvince;
    return catalogue.answeringUnit(indicator, forUnit, day) === unit;
  });
  return rows.flatMap(({ indicator: code, forUnit, weight }) => {
    const indicator = catalogue.indicatorOn(code, day)?.attributes;
    if (!indicator || indicator.kind !== 'leading' || !indicator.scored) return [];
    if (indicator.direction === 'neutral' || !indicator.feeds?.length) return [];
    const { feeds, direction, aggTime, ratioFactor, frequency, periodRule } = indicator;
    const goalposts = catalogue.goalpostsOf(code, edition.id, day);
    const periods = candidates(periodRule, frequency, score).map((period) => {
      const key = `${code}|${forUnit}|${period.id}`;
      const cell = cells.get(key);
      const obligation = obligations.get(key)?.state;
      return {
        period: period.id,
        firstDay: period.firstDay,
        lastDay: period.lastDay,
        ...(cell && { cell: cellOf(cell) }),
        ...(obligation && { obligation }),
      };
    });
    return [
      {
        indicator: code,
        forUnit,
        weight: weight ?? 1,
        feeds,
        direction,
        aggTime,
        frequency,
        periods,
        ...(ratioFactor === undefined ? {} : { ratioFactor }),
        ...(goalposts ? { goalposts: { lo: goalposts.lo, hi: goalposts.hi } } : {}),
      },
    ];
  });
}

/** Assignments by day, remembered for each catalogue: it stands once the log is read. */
const reports = new WeakMap();

/**
 * @param {import('#catalogue').Catalogue} catalogue
 * @param {string} day
 * @returns {import('#contracts').CatalogueAttributes['assignment'][]}
 */
function reportsOn(catalogue, day) {
  const byDay = reports.get(catalogue) ?? new Map();
  reports.set(catalogue, byDay);
  const known = byDay.get(day) ?? catalogue.allOn('assignment', day).map(({ attributes }) => attributes);
  byDay.set(day, known);
  return known;
}

/** @param {any} cell */
const cellOf = ({ id, revision, value, numerator, denominator, recordedAt, demo, contents }) => ({
  observationId: id,
  revision,
  value,
  ...(numerator === undefined ? {} : { numerator }),
  ...(denominator === undefined ? {} : { denominator }),
  recordedAt,
  ...(demo ? { demo } : {}),
  ...(contents.size > 1 ? { conflict: true } : {}),
});

/**
 * @param {string} rule
 * @param {keyof typeof CARRY_LIMITS} frequency
 * @param {import('#periods').Period} score
 */
function candidates(rule, frequency, score) {
  const ended = periodsBetween(rule, addDays(score.firstDay, -REACH_DAYS), score.lastDay);
  const inside = ended.filter(({ lastDay }) => lastDay >= score.firstDay).length;
  return ended.slice(-(Math.max(inside, 1) + 1 + CARRY_LIMITS[frequency]));
}

/**
 * @param {import('./log.mjs').Log} log
 * @param {string} unit
 * @param {string} day
 */
function provinceOf({ catalogue }, unit, day) {
  for (let at = /** @type {string | undefined} */ (unit); at;) {
    const found = catalogue.unitOn(at, day)?.attributes;
    if (found?.kind === 'province') return at;
    at = found?.parentCode;
  }
  return undefined;
}

/**
 * @param {Map<string, BatchScore>} scores
 * @param {string} unit
 * @param {import('#periods').Period} period
 * @param {any} edition
 * @param {readonly any[]} indexes
 */
function put(scores, unit, period, edition, indexes) {
  for (const index of indexes)
    for (const node of [index, ...index.components]) {
      if (node.kind === 'no-indicator') continue;
      const key = {
        unit,
        index: index.code,
        component: node.code,
        periodRule: period.rule,
        period: period.id,
      };
      scores.set(scoreKey(key), {
        state: node.kind,
        value: node.score,
        coverage: node.coverage,
        edition: edition.id,
        lastDay: period.lastDay,
      });
    }
}
