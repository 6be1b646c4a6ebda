// @ts-check
import { instantOf, periodContaining, periodOf } from '#periods';
import {
  editionsFor,
  inputCode,
  publishedComposite,
  ratedComponent,
  ratedIndex,
  rootsOf,
  scoreProvince,
  scoreUnit,
} from '#scoring-engine';
import { expectedOf } from './batch-expected.mjs';
import { plannedAt, scoreKey } from './log.mjs';

const RULES = ['M15', 'Q15'];

/**
 * `given` is what a trend reads, `rated` what a rating reads.
 * @typedef {{ value?: number | undefined, base?: number | undefined, target?: number | undefined, pastDue: boolean }} Rated
 * @typedef {{
 *   state: string, value?: number | undefined, coverage?: number | undefined, edition: string, lastDay: string,
 *   level: string, given?: number | undefined, rated: Rated,
 * }} BatchScore
 */

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

/**
 * The editions that hold for a period, each with what the codes of its indices end in: an older one is not mixed with the
 * newest.
 * @param {any[]} editions
 * @param {string} index
 * @param {string} period
 * @returns {[edition: any, suffix: string][]}
 */
const holding = (editions, index, period) =>
  editionsFor(editions, index, period).map((edition, at) => [edition, at === 0 ? '' : `@${edition.id}`]);

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
    for (const [edition, suffix] of holding(editions, indicator.index, cell.period)) {
      if (!edition.nodes.some((/** @type {any} */ { code }) => code === cell.indicator)) continue;
      const place = `${cell.unit}|${indicator.index}${suffix}|${indicator.periodRule}|${cell.period}`;
      const known = places.get(place) ?? { edition, cells: new Map() };
      places.set(place, known);
      known.cells.set(cell.indicator, cell);
    }
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
        const published = values.get(node.code);
        const planned = plannedAt(plansOf(log, node.code, unit), period);
        const rated = planned && { ...planned, value: node.value ?? published };
        scores.set(scoreKey({ unit, index, component: node.code, periodRule, period }), {
          state,
          value: node.value,
          edition: edition.id,
          lastDay,
          level: node.level,
          given: state === 'conflict' ? undefined : (published ?? node.value),
          rated: { ...rated, pastDue: false },
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
    for (const held of holding(editions, 'LEAD', period))
      scoresUnder(log, held, periodOf(periodRule, period), units, scores);
  }
}

/**
 * @param {import('./log.mjs').Log} log
 * @param {[edition: any, suffix: string]} held
 * @param {import('#periods').Period} scorePeriod
 * @param {Iterable<string>} units
 * @param {Map<string, BatchScore>} scores
 */
function scoresUnder(log, held, scorePeriod, units, scores) {
  const [edition] = held;
  const provinces = new Map();
  const trajectories = new Map();
  for (const unit of units) {
    const expected = expectedOf(log, unit, edition, scorePeriod);
    if (expected.length === 0) continue;
    const province = provinceOf(log, unit, scorePeriod.lastDay);
    if (province) provinces.set(province, (provinces.get(province) ?? new Map()).set(unit, expected));
    const indexes = scoreUnit({ edition, scorePeriod, expected });
    const own = trajectoriesOf(log, expected, indexes);
    if (province) trajectories.set(province, new Map([...(trajectories.get(province) ?? []), ...own]));
    if (log.catalogue.unitOn(unit, scorePeriod.lastDay)?.attributes.reports)
      put(scores, unit, scorePeriod, held, indexes, own);
  }
  for (const [province, expected] of provinces) {
    const indexes = scoreProvince({ edition, scorePeriod }, expected);
    put(scores, province, scorePeriod, held, indexes, trajectories.get(province));
  }
}

/**
 * Where the plans want the inputs of a unit's scores to stand, by the input's code.
 * @param {import('./log.mjs').Log} log
 * @param {readonly any[]} expected
 * @param {readonly any[]} indexes
 */
function trajectoriesOf(log, expected, indexes) {
  const rows = new Map(expected.map((row) => [inputCode(row), row]));
  const trajectories = new Map();
  for (const input of indexes.flatMap(({ components }) => components.flatMap(inputsOf))) {
    const code = inputCode(input);
    const { direction, goalposts, indicator, forUnit } = rows.get(code);
    if (!goalposts || direction === 'neutral' || input.period === undefined) continue;
    const planned = plannedAt(plansOf(log, indicator, forUnit), input.period);
    if (planned) trajectories.set(code, { ...planned, direction, goalposts });
  }
  return trajectories;
}

const inputsOf = (/** @type {any} */ { inputs }) => inputs;

/** Plans by indicator and unit, remembered for each log: it stands once it is read. */
const plans = new WeakMap();

/**
 * @param {import('./log.mjs').Log} log
 * @param {string} indicator
 * @param {string} unit
 * @returns {readonly any[]}
 */
function plansOf(log, indicator, unit) {
  const keyOf = (/** @type {any} */ plan) => `${plan.indicator}|${plan.unit}`;
  const known = plans.get(log) ?? Map.groupBy(log.plans.values(), keyOf);
  plans.set(log, known);
  return known.get(keyOf({ indicator, unit })) ?? [];
}

/**
 * Units by score period in which something of them, or of a province for which they answer when it ends, came or was late,
 * once the period had begun.
 * @param {import('./log.mjs').Log} log
 * @returns {Map<string, Set<string>>}
 */
function activeUnits(log) {
  const active = new Map();
  const owed = [...log.obligations.values()].filter(({ state }) => state !== 'expected');
  for (const { indicator, unit, period, scoredUnit, recordedAt } of [...log.cells.values(), ...owed]) {
    const rows = log.catalogue.history('indicator', indicator);
    if (!rows[0]) continue;
    const { lastDay } = periodOf(rows[0].attributes.periodRule, period);
    const { scored, feeds = [] } = (log.catalogue.indicatorOn(indicator, lastDay) ?? rows[0]).attributes;
    if (!scored || feeds.length === 0) continue;
    for (const scoreRule of RULES) {
      const score = periodContaining(scoreRule, lastDay);
      if (recordedAt < instantOf(score.firstDay)) continue;
      const key = `${scoreRule}|${score.id}`;
      const answering = log.catalogue.answeringUnit(indicator, unit, score.lastDay);
      for (const each of answering === undefined ? [scoredUnit] : [scoredUnit, answering])
        active.set(key, (active.get(key) ?? new Set()).add(each));
    }
  }
  return active;
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
 * @param {[edition: any, suffix: string]} held
 * @param {readonly any[]} indexes
 * @param {ReadonlyMap<string, any>} trajectories
 */
function put(scores, unit, period, [edition, suffix], indexes, trajectories = new Map()) {
  for (const index of indexes)
    for (const node of [index, ...index.components]) {
      if (node.kind === 'no-indicator') continue;
      const rated =
        node === index
          ? ratedIndex(period.id, edition, index, trajectories)
          : ratedComponent(period.id, node, trajectories);
      const key = {
        unit,
        index: `${index.code}${suffix}`,
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
        level: node === index ? 'index' : 'component',
        given: node.score,
        rated: {
          base: rated.base,
          target: rated.target,
          value: rated.target === undefined ? undefined : rated.value,
          pastDue: rated.pastDue === true,
        },
      });
    }
}
