// @ts-check
import { periodDistance, shiftPeriod } from '#periods';
import { alarmsOf, changePoints, pooledLag1, publishedTrends, ratePeriods, trendOf } from '#scoring-engine';
import { verdictKey } from './log.mjs';

/** Longest window that a trend and a rating look back on, in periods. */
const WINDOW = 60;

/**
 * @typedef {import('./batch-panels.mjs').Panel} Panel
 * @typedef {import('./batch-panels.mjs').Point} Point
 * @typedef {{ unit: string, points: Point[], at: number, first: number }} Window
 */

/**
 * The trend and the rating of every series at every period.
 * @param {readonly Panel[]} panels
 * @param {(unit: string, index: string, day: string) => string} familyOf
 */
export function batchVerdicts(panels, familyOf) {
  /** @type {Map<string, any>} */
  const trends = new Map();
  /** @type {Map<string, any>} */
  const ratings = new Map();
  for (const panel of panels) {
    const { index, subject, rule: periodRule } = panel;
    const keyOf = (/** @type {string} */ unit, /** @type {string} */ period) =>
      verdictKey({ index, subject, periodRule, unit, period });
    for (const [family, windows] of familiesOf(panel, familyOf))
      for (const { window, ...trend } of judgedTogether(panel, windows)) {
        const { id } = newestOf(window).period;
        trends.set(keyOf(window.unit, id), { ...trend, family: family.split('|')[0] });
      }
    for (const [unit, points] of panel.series)
      for (const [at, { period, rated }] of points.entries()) {
        const rule = panel.ruleOf(period);
        if (!rule.isRated && rated.target === undefined) continue;
        const { verdict } = trends.get(keyOf(unit, period.id));
        const isImproving = (/** @type {string} */ id) =>
          trends.get(keyOf(unit, id))?.verdict === 'improving';
        ratings.set(keyOf(unit, period.id), { ...ratingOf(rule, points, at, isImproving), verdict });
      }
  }
  return { trends, ratings };
}

/** Windows by family and period.
 * @type {(panel: Panel, familyOf: (unit: string, index: string, day: string) => string) => Map<string, Window[]>} */
function familiesOf({ index, series }, familyOf) {
  /** @type {Map<string, Window[]>} */
  const families = new Map();
  for (const [unit, points] of series)
    for (const [at, { period }] of points.entries()) {
      const key = `${familyOf(unit, index, period.lastDay)}|${period.id}`;
      const windows = families.get(key) ?? [];
      families.set(key, windows);
      windows.push({ unit, points, at, first: firstOf(points, at) });
    }
  return families;
}

/** @type {(points: Point[], at: number) => number} */
function firstOf(points, at) {
  const { period } = placeOf(points, at);
  return points.findIndex((point) => periodDistance(point.period, period) < WINDOW);
}

/** @type {(points: Point[], at: number) => Point} */
const placeOf = (points, at) => /** @type {Point} */ (points[at]);
/** @type {(window: Window) => Point} */
const newestOf = ({ points, at }) => placeOf(points, at);

/** @type {(panel: Panel, windows: Window[]) => any[]} */
function judgedTogether({ ruleOf }, windows) {
  const stretches = windows.map((window) => {
    const { segment, period } = newestOf(window);
    return window.points
      .slice(window.first, window.at + 1)
      .flatMap((point) =>
        point.segment !== segment || point.value === undefined
          ? []
          : [{ index: WINDOW - periodDistance(point.period, period), value: point.value }],
      );
  });
  const { period } = newestOf(/** @type {Window} */ (windows[0]));
  const rule = ruleOf(period);
  const upheld = publishedTrends(stretches.map((stretch) => trendUnder(rule, stretch)));
  const lag1 = pooledLag1(stretches.map((stretch) => stretch.map(({ value }) => value)));
  return windows.map((window, at) => {
    const trend = /** @type {any} */ (upheld[at]);
    const stretch = /** @type {{ index: number, value: number }[]} */ (stretches[at]);
    const periodAt = (/** @type {number} */ index) => shiftPeriod(period, index - WINDOW);
    const levels = changePoints(stretch.map(({ value }) => value)).breaks.map((first) =>
      periodAt(/** @type {any} */ (stretch[first]).index),
    );
    return {
      window,
      ...testOf(trend),
      ...changeOf(window),
      signals: alarmsOf(stretch, { lag1 }).map(({ index, rule: of }) => ({
        period: periodAt(index).id,
        rule: of,
      })),
      breaks: [...breaksOf(window), ...levels].sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1)).map(idOf),
    };
  });
}

const idOf = (/** @type {{ id: string }} */ { id }) => id;

/** @type {(rule: import('./batch-panels.mjs').Rule, stretch: { index: number, value: number }[]) => any} */
function trendUnder({ direction, threshold, season }, stretch) {
  const trend = trendOf(stretch, {
    direction: direction === 'down' ? 'down' : 'up',
    confidence: 0.95,
    threshold,
    ...(season === undefined ? {} : { season }),
  });
  const isJudged = direction !== 'neutral' || trend.verdict === 'insufficient';
  return isJudged ? trend : { ...trend, verdict: 'holding', strength: 'none' };
}

/** Slopes are told a period, whatever the test counts in. @param {any} trend */
function testOf({ n, verdict, strength, method, slopePeriods, s, z, p, tau, prewhitened, ...trend }) {
  if (p === undefined) return { n, verdict, strength };
  const perPeriod = (/** @type {number | undefined} */ value) => (value ?? 0) / (slopePeriods ?? 1);
  const slopes = {
    slope: perPeriod(trend.slope),
    slopeLower: perPeriod(trend.slopeLower),
    slopeUpper: perPeriod(trend.slopeUpper),
  };
  return { n, verdict, strength, method, ...slopes, s, z, p, tau, prewhitened };
}

/** @type {(window: Window) => { changeSinceLast?: number }} */
function changeOf({ points, at, first }) {
  const [before, now] = [points[at - 1], placeOf(points, at)];
  if (at === first || before?.value === undefined || now.value === undefined) return {};
  return before.segment === now.segment ? { changeSinceLast: now.value - before.value } : {};
}

/** @type {(window: Window) => import('#periods').Period[]} */
const breaksOf = ({ points, at, first }) =>
  points
    .slice(first, at + 1)
    .flatMap(({ segment, period }, place, window) =>
      place > 0 && window[place - 1]?.segment !== segment ? [period] : [],
    );

/** @type {(rule: import('./batch-panels.mjs').Rule, points: Point[], at: number, isImproving: (period: string) => boolean) => any} */
function ratingOf(rule, points, at, isImproving) {
  const window = points
    .slice(firstOf(points, at), at + 1)
    .map(({ period, rated: { pastDue, ...levels } }) => ({
      period: period.id,
      pastDue,
      ...known(levels),
      improving: isImproving(period.id),
    }));
  const { rating, progress } = /** @type {any} */ (ratePeriods(rule, window).at(-1));
  const { value, target: planned, base } = placeOf(points, at).rated;
  return { rating, value, planned, base, attainment: progress, tolerance: rule.tolerance };
}

/** @type {(levels: Record<string, number | undefined>) => any} */
const known = (levels) =>
  Object.fromEntries(Object.entries(levels).filter(([, level]) => level !== undefined));
