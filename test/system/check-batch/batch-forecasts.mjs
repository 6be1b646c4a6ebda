// @ts-check
import { frequencyOf, periodContaining, periodDistance, periodOf, shiftPeriod } from '#periods';
import {
  errorsOfOrigins,
  fanOf,
  originForecasts,
  paceTo,
  periodMeans,
  poolsByStep,
  probabilityOfReaching,
  quantise,
} from '#scoring-engine';
import { forecastKey } from './log.mjs';

const WINDOW = 60;
/** Any day: places are counted from one that stays. */
const COUNTED_FROM = '2000-01-01';
/** @type {Readonly<Record<string, { horizon: number, season?: number }>>} */
const REACH = {
  month: { horizon: 12, season: 12 },
  quarter: { horizon: 4, season: 4 },
  half: { horizon: 2, season: 2 },
  year: { horizon: 5 },
};

/**
 * @typedef {{ unit: string, series: string, points: { index: number, value: number }[], newest: import('#periods').Period }} Stretch
 */

/**
 * The forecast of every series, with intervals from the errors of its family.
 * @param {readonly import('./batch-panels.mjs').Panel[]} panels
 * @param {import('./batch-panels.mjs').Panels} about
 * @returns {Map<string, any>}
 */
export function batchForecasts(panels, about) {
  const forecasts = new Map();
  for (const panel of panels) {
    const { index, subject, rule: periodRule } = panel;
    const reach = REACH[frequencyOf(periodRule)];
    if (!reach) continue;
    const hasPlans =
      index === '' || about.editions.some((edition) => edition.index === index && index !== 'LEAD');
    const ends = hasPlans ? endsOf(about.log.plans, subject, periodRule) : new Map();
    const families = Map.groupBy(panel.series, ([unit, points]) =>
      about.family(unit, index, /** @type {any} */ (points.at(-1)).period.lastDay),
    );
    for (const members of families.values())
      for (const group of stretchesOf(members, reach.season ?? 2).values())
        for (const { unit, ...forecast } of forecastTogether(group, reach, ends, panel.ruleOf))
          forecasts.set(forecastKey({ index, subject, periodRule, unit }), forecast);
  }
  return forecasts;
}

/** The newest stretch of each series that is long enough, by what they share their errors in. */
function stretchesOf(/** @type {any[]} */ members, /** @type {number} */ fewest) {
  const until = members
    .map(([, points]) => points.at(-1).period)
    .reduce((a, b) => (b.lastDay > a.lastDay ? b : a));
  const start = periodContaining(until.rule, COUNTED_FROM);
  const stretches = members.flatMap(([unit, points]) => {
    const near = points.filter(
      (/** @type {any} */ { period, value }) => value !== undefined && periodDistance(period, until) < WINDOW,
    );
    const newest = near.at(-1);
    const own = near.filter((/** @type {any} */ { segment }) => segment === newest.segment);
    if (own.length < fewest) return [];
    const group = typeof newest.segment === 'string' ? newest.segment : '';
    const indexed = own.map((/** @type {any} */ { period, value }) => ({
      index: periodDistance(start, period),
      value,
    }));
    return [{ unit, series: unit, points: indexed, newest: newest.period, group }];
  });
  return Map.groupBy(stretches, ({ group }) => group);
}

/**
 * @param {Stretch[]} group
 * @param {{ horizon: number, season?: number }} reach
 * @param {Map<string, { period: import('#periods').Period, value: number }[]>} ends
 * @param {(period: import('#periods').Period) => import('./batch-panels.mjs').Rule} ruleOf
 */
function forecastTogether(group, reach, ends, ruleOf) {
  const settings = { method: /** @type {const} */ ('auto'), ...reach };
  const means = periodMeans(group);
  const origins = group.map(({ points }) => originForecasts(points, settings, means));
  const newestIndex = Math.max(...group.map(({ points }) => /** @type {any} */ (points.at(-1)).index));
  // Errors of the newest season's period wait for the next one.
  const open = reach.season === undefined ? Infinity : newestIndex;
  const errors = group
    .flatMap(({ unit }, at) => errorsOfOrigins(unit, /** @type {any} */ (origins[at])))
    .filter(({ index }) => index < open);
  const pools = poolsByStep(errors, reach.horizon);
  return group.map((stretch, at) => {
    const { unit, series, points, newest } = stretch;
    const fan = fanOf({ series, points }, /** @type {any} */ (origins[at]).newest, pools);
    const end = ends.get(unit)?.find(({ period }) => period.lastDay > newest.lastDay);
    return {
      unit,
      period: newest.id,
      method: fan.method,
      parameters: quantised(fan.parameters),
      steps: fan.steps.map(({ step, index: _index, ...numbers }) => ({
        period: shiftPeriod(newest, step).id,
        ...quantised(numbers),
      })),
      ...(end ? towards(end, stretch, fan.steps, pools, ruleOf(newest).direction) : {}),
    };
  });
}

/** @type {(end: { period: import('#periods').Period, value: number }, stretch: Stretch, steps: readonly any[], pools: readonly any[], direction: string) => object} */
function towards({ period, value }, { points, newest }, steps, pools, direction) {
  const ahead = periodDistance(newest, period);
  const pace = paceTo({ index: /** @type {any} */ (points.at(-1)).index + ahead, value }, points);
  const [step, pool] = [steps[ahead - 1], pools[ahead - 1]];
  const reaching =
    step && pool && direction !== 'neutral'
      ? quantise(probabilityOfReaching(value, step.mean, /** @type {any} */ (direction), pool))
      : undefined;
  return {
    target: { period: period.id, value },
    probabilityOfTarget: reaching,
    requiredPace: pace && quantise(pace.required),
    achievedPace: pace?.achieved === undefined ? undefined : quantise(pace.achieved),
  };
}

/** @param {object} numbers */
const quantised = (numbers) =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, quantise(value)]));

/**
 * Where the plans of an indicator want each unit to end, nearest first; of two with the same end the newer one.
 * @type {(plans: Map<string, any>, indicator: string, rule: string) => Map<string, { period: import('#periods').Period, value: number }[]>}
 */
function endsOf(plans, indicator, rule) {
  const ends = [...plans.values()]
    .filter((plan) => plan.indicator === indicator)
    .map(({ id, unit, points, recordedAt }) => {
      const dated = points.map((/** @type {any} */ point) => ({
        period: periodOf(rule, point.period),
        value: point.value,
      }));
      const end = dated.reduce((/** @type {any} */ a, /** @type {any} */ b) =>
        b.period.lastDay >= a.period.lastDay ? b : a,
      );
      return { unit, ...end, order: `${recordedAt}|${id}` };
    })
    .sort((a, b) =>
      a.period.lastDay === b.period.lastDay
        ? a.order > b.order
          ? -1
          : 1
        : a.period.lastDay < b.period.lastDay
          ? -1
          : 1,
    );
  return Map.groupBy(ends, ({ unit }) => unit);
}
