// @ts-check
import { dayOf, daysBetween, plusDays, weekday } from './days.mjs';

/** @typedef {{ id: string, first: string, last: string }} Period */

const MONTHS = /** @type {Record<string, number>} */ ({ month: 1, quarter: 3, half: 6, year: 12 });
const LETTERS = /** @type {Record<string, string>} */ ({ quarter: 'Q', half: 'H' });

/** @param {number} value */
const two = (value) => String(value).padStart(2, '0');

/**
 * The periods of a cut (`day`, `week:mon`, `month:15`, `quarter:15`, `half:15`, `year:1`, `survey-year`) whose last
 * day lies between two days, in order.
 * @param {string} cut
 * @param {string} from
 * @param {string} to
 * @returns {Period[]}
 */
export function periodsEndingIn(cut, from, to) {
  if (cut === 'day') return daysIn(from, to).map((day) => ({ id: day, first: day, last: day }));
  if (cut === 'week:mon')
    return daysIn(from, to)
      .filter((day) => weekday(day) === 7)
      .map(weekEnding);
  const [kind = '', start = '1'] = cut === 'survey-year' ? ['year', '1'] : cut.split(':');
  return blocks(kind, Number(start), from, to);
}

/**
 * @param {string} from
 * @param {string} to
 */
const daysIn = (from, to) =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, offset) => plusDays(from, offset));

/**
 * The ISO week that ends on a Sunday: its year is the year of its Thursday.
 * @param {string} sunday
 * @returns {Period}
 */
function weekEnding(sunday) {
  const year = plusDays(sunday, -3).slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01`, plusDays(sunday, -3)) / 7) + 1;
  return { id: `${year}-W${two(week)}`, first: plusDays(sunday, -6), last: sunday };
}

/**
 * Blocks of months that begin on day `start` of the month before (or on the first, when `start` is 1).
 * @param {string} kind
 * @param {number} start
 * @param {string} from
 * @param {string} to
 */
function blocks(kind, start, from, to) {
  const months = MONTHS[kind];
  if (!months) throw new Error(`unknown cut ${kind}`);
  const firstYear = Number(from.slice(0, 4)) - 1;
  const years = Number(to.slice(0, 4)) - firstYear + 2;
  return Array.from({ length: (years * 12) / months }, (_, block) =>
    blockOf(kind, start, firstYear, block, months),
  ).filter(({ last }) => from <= last && last <= to);
}

/**
 * @param {string} kind
 * @param {number} start
 * @param {number} firstYear
 * @param {number} block
 * @param {number} months
 * @returns {Period}
 */
function blockOf(kind, start, firstYear, block, months) {
  const perYear = 12 / months;
  const year = firstYear + Math.floor(block / perYear);
  const ordinal = (block % perYear) + 1;
  const end = ordinal * months;
  const letter = LETTERS[kind];
  const id = perYear === 1 ? `${year}` : letter ? `${year}-${letter}${ordinal}` : `${year}-${two(ordinal)}`;
  return start === 1
    ? { id, first: dayOf(year, end - months + 1, 1), last: dayOf(year, end + 1, 0) }
    : { id, first: dayOf(year, end - months, start), last: dayOf(year, end, start - 1) };
}
