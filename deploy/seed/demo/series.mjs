// @ts-check
import { readIndicators } from '../catalogue/indicators.mjs';
import { holdsOn, parts, readTable } from '../tables.mjs';

/** First day of the system's own duties, and so of the feed. */
export const FEED_START = '2021-01-01';

/** @typedef {ReturnType<typeof readIndicators>[number]} IndicatorRow */
/** @typedef {{ reporter: string, valid_from: string, valid_to: string }} Span */
/** @typedef {{ lo: number, hi: number }} Goalposts */
/**
 * The values of one indicator for one unit, and who reports them when.
 * @typedef {object} Series
 * @property {IndicatorRow} indicator
 * @property {string} unit the unit whose value it is
 * @property {string} unitKind
 * @property {string[]} feeds
 * @property {boolean} scored
 * @property {string} cut
 * @property {Span[]} spans in order
 * @property {string} start the first day fed
 * @property {Goalposts} goalposts
 */

/**
 * Every series of leading and context indicators that somebody reports before the feed ends, in a fixed order; series
 * by day begin later.
 * @param {{ until: string, dailyFrom: string }} feed
 * @returns {Series[]}
 */
export function demoSeries({ until, dailyFrom }) {
  const indicators = new Map(
    readIndicators()
      .filter(({ kind }) => kind === 'leading' || kind === 'context')
      .map((row) => [row.code, row]),
  );
  const cuts = new Map(readTable('period_rules', ['code', 'cut']).map((row) => [row.code, row.cut]));
  const unitKinds = new Map(readTable('departments', ['code', 'kind']).map((row) => [row.code, row.kind]));
  const goalposts = goalpostsOf();
  return [...reportingSpans(until)].flatMap(([key, spans]) => {
    const [code = '', unit = ''] = key.split(' ');
    const indicator = indicators.get(code);
    if (!indicator) return [];
    const cut = cuts.get(indicator.period_rule) ?? '';
    const earliest = cut === 'day' ? dailyFrom : FEED_START;
    const from = spans[0]?.valid_from ?? FEED_START;
    return [
      {
        indicator,
        unit,
        unitKind: unitKinds.get(unit) ?? 'province',
        feeds: parts(indicator.feeds),
        scored: indicator.scored === 'yes',
        cut,
        spans,
        start: from > earliest ? from : earliest,
        goalposts: goalposts.get(code) ?? { lo: 0, hi: 100 },
      },
    ];
  });
}

/**
 * Rows of `assignments.csv` by `indicator unit`, where the unit is the one whose value it is.
 * @param {string} until
 * @returns {Map<string, Span[]>}
 */
function reportingSpans(until) {
  const rows = readTable('assignments', ['indicator', 'unit', 'role', 'for_unit', 'valid_from', 'valid_to']);
  const reports = rows.filter((row) => row.role === 'reports' && row.valid_from <= until);
  const spans = Map.groupBy(
    reports.map((row) => ({ ...row, reporter: row.unit })),
    (row) => `${row.indicator} ${row.for_unit}`,
  );
  for (const ofSeries of spans.values()) ofSeries.sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
  return spans;
}

/** Fixed goalposts are the same in every edition of ours; the newest row stands for all. */
const goalpostsOf = () =>
  new Map(
    readTable('goalposts', ['indicator', 'lo', 'hi']).map((row) => [
      row.indicator,
      { lo: Number(row.lo), hi: Number(row.hi) },
    ]),
  );

/**
 * Who reports the series on a day; nobody where no row holds.
 * @param {Series} series
 * @param {string} day
 */
export const reporterOn = (series, day) => series.spans.find((span) => holdsOn(span, day))?.reporter;
