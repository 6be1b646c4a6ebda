// @ts-check
import { addDays, periodsBetween } from '#periods';
import { CARRY_LIMITS } from '#scoring-engine';

/** Yearly values are bridged longest. */
const REACH_DAYS = 1500;

/**
 * What a unit is expected to give for a score period, with the cells that may decide it.
 * @param {import('./log.mjs').Log} log
 * @param {string} unit
 * @param {any} edition
 * @param {import('#periods').Period} score
 */
export function expectedOf({ catalogue, cells, obligations }, unit, edition, score) {
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
