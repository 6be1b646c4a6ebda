// What the job must end with, computed the plain way from the generator's log: all in memory, no increments.
import { INDICATORS, scoreOf, weightOf, WINDOW } from '../peers/generator/maths.mjs';
import { indicatorCode, monthOf } from '../peers/generator/generate.mjs';

/** A month before that may stand in where the newest has no value yet, and two more that a late one may be carried. */
const REACH = 3;
const MONTHS_OF_QUARTER = 3;

/** The newest revision of each value, by unit, indicator and month. */
function newestValues(events) {
  const newest = new Map();
  for (const event of events) {
    const key = `${event.unit}|${event.indicator}|${event.period}`;
    const known = newest.get(key);
    if (!known || event.revision > known.revision) newest.set(key, event);
  }
  const byUnit = new Map();
  for (const { unit, indicator, period, value } of newest.values()) {
    const series = byUnit.get(unit) ?? new Map();
    byUnit.set(unit, series);
    const values = series.get(indicator) ?? new Map();
    series.set(indicator, values.set(monthOf(period), value));
  }
  return { count: newest.size, byUnit };
}

/** Weighted mean over all indicators of the newest value from `last` back to the oldest that may stand for it. */
function scoreAt(series, last, months) {
  let [weights, sum, all] = [0, 0, 0];
  for (let at = 0; at < INDICATORS; at += 1) {
    const values = series.get(indicatorCode(at));
    all += weightOf(at);
    let month = last;
    while (month > last - months - REACH && !values?.has(month)) month -= 1;
    if (!values?.has(month)) continue;
    weights += weightOf(at);
    sum += weightOf(at) * scoreOf(at, values.get(month));
  }
  return { value: sum / weights, coverage: weights / all };
}

const FEWEST = 0.7;

export function expectedState(events) {
  const { count, byUnit } = newestValues(events);
  const state = { versions: new Set(events.map(({ id }) => id)).size, observations: count };
  for (const [rule, months] of [
    ['M15', 1],
    ['Q15', MONTHS_OF_QUARTER],
  ]) {
    let [cells, scored, scoreSum, coverageSum] = [0, 0, 0, 0];
    for (const series of byUnit.values()) {
      const ends = new Set(
        [...series.values()].flatMap((values) =>
          [...values.keys()].map((month) => Math.floor(month / months) * months + months - 1),
        ),
      );
      for (const end of ends) {
        const { value, coverage } = scoreAt(series, end, months);
        cells += 1;
        coverageSum += coverage;
        if (coverage < FEWEST) continue;
        scored += 1;
        scoreSum += value;
      }
    }
    Object.assign(state, {
      [`${rule} cells`]: cells,
      [`${rule} scored`]: scored,
      [`${rule} sum of scores`]: scoreSum,
      [`${rule} sum of coverage`]: coverageSum,
    });
  }
  return state;
}

const SEASON = 12;
const FEWEST_POINTS = 4;
const CYCLES = 3;

const medianOf = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Mann–Kendall's S and Sen's slope a month over pairs of points; from three years on over pairs of the same month. */
function trendOf(points) {
  const step = points.length >= CYCLES * SEASON ? SEASON : 1;
  const slopes = [];
  let s = 0;
  for (const [at, [month, value]] of points.entries())
    for (const [later, next] of points.slice(at + 1)) {
      if ((later - month) % step !== 0) continue;
      s += Math.sign(next - value);
      slopes.push((next - value) / (later - month));
    }
  return { s, slope: medianOf(slopes) };
}

/** The trend of each series at its newest month. */
export function expectedTrends(events) {
  const state = { series: 0, 'sum of S': 0, 'sum of slopes': 0 };
  for (const series of newestValues(events).byUnit.values())
    for (const values of series.values()) {
      const months = [...values].toSorted(([a], [b]) => a - b);
      const newest = months.at(-1)[0];
      const points = months.filter(([month]) => month > newest - WINDOW);
      state.series += 1;
      if (points.length < FEWEST_POINTS) continue;
      const { s, slope } = trendOf(points);
      state['sum of S'] += s;
      state['sum of slopes'] += slope;
    }
  return state;
}

const near = (a, b) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));

/** Throws with every figure that differs. */
export function compare(what, got, wanted) {
  const wrong = Object.keys(wanted).filter((name) => !near(got[name] ?? NaN, wanted[name]));
  if (wrong.length > 0)
    throw new Error(
      `${what} differs: ${wrong.map((name) => `${name} is ${got[name]}, should be ${wanted[name]}`).join('; ')}`,
    );
}
