import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readTable } from '../tables.mjs';
import { DemoFeed, type Report } from './feed.mjs';
import { demoPlans } from './plans.mjs';
import { backfillMonths, clockBefore, liveReports, rowOf } from './rows.mjs';

// The whole feed is made several times, on machines that do other work beside it.
jest.setTimeout(60_000);

const UNTIL = '2025-02-28';
const feed = new DemoFeed({ until: UNTIL });
const months = [...backfillMonths(feed)];
const backfill = months.flatMap(({ values, corrections }) => [...values, ...corrections]);
const live = liveReports(feed);
const all = [...backfill, ...live];
const indicators = new Map(
  readTable('indicators', [
    'code',
    'kind',
    'scale_min',
    'scale_max',
    'numerator_vi',
    'scored',
    'frequency',
  ]).map((row) => [row.code, row]),
);
const digest = (reports: Report[]) =>
  createHash('sha256')
    .update(reports.map((report) => JSON.stringify(rowOf(report))).join('\n'))
    .digest('hex');
const keyOf = ({ indicator, unit, period }: Report) => `${indicator} ${unit} ${period}`;

describe('the demo feed', () => {
  it('gives the same bytes each time', () => {
    const again = new DemoFeed({ until: UNTIL });
    expect(digest(liveReports(again))).toBe(digest(live));
    const newest: Report[] = [];
    for (const { values, corrections } of backfillMonths(again)) {
      newest.push(...values, ...corrections);
      if (newest.length > 20_000) break;
    }
    expect(digest(newest)).toBe(digest(backfill.slice(0, newest.length)));
  });

  it('gives a month the same bytes when it is asked for alone', () => {
    const alone = new DemoFeed({ until: UNTIL }).reportsEndingIn('2023-05-01', '2023-05-31');
    const within = backfill.filter(({ last }) => last >= '2023-05-01' && last <= '2023-05-31');
    expect(alone.map(keyOf).toSorted()).toEqual(within.map(keyOf).toSorted());
    const byKey = new Map(within.map((report) => [`${keyOf(report)} ${report.at}`, report.value]));
    expect(alone.every((report) => byKey.get(`${keyOf(report)} ${report.at}`) === report.value)).toBe(true);
  });

  it('holds leading and context indicators only', () => {
    expect(new Set(all.map(({ indicator }) => indicators.get(indicator)?.kind))).toEqual(
      new Set(['leading', 'context']),
    );
  });

  it('reports about 70,000 values before the live month and 50 minutes of values in it', () => {
    expect(backfill.length).toBeGreaterThan(60_000);
    expect(backfill.length).toBeLessThan(80_000);
    expect(live.length).toBeGreaterThan(8_000);
    expect(live.length).toBeLessThan(10_000);
  });

  it('reports days of three months, weeks, months, quarters and years from 2021', () => {
    const oldest = (frequency: string) =>
      all
        .filter(({ indicator }) => indicators.get(indicator)?.frequency === frequency)
        .reduce((first, { last }) => (last < first ? last : first), '9999');
    expect(['day', 'week', 'month', 'quarter', 'year'].map(oldest)).toEqual([
      '2024-12-01',
      '2021-01-10',
      '2021-01-14',
      '2021-03-14',
      '2021-12-14',
    ]);
  });

  it('reports a value once and corrects it at most once, later and with a reason', () => {
    const reports = Map.groupBy(all, keyOf);
    const wrong = [...reports.values()].filter((ofCell) => {
      const [first, second, third] = ofCell.toSorted((a, b) => a.at - b.at);
      return third || first?.reason || (second && (!second.reason || second.value === first?.value));
    });
    expect(wrong).toEqual([]);
    expect([...reports.values()].filter(({ length }) => length === 2).length).toBeGreaterThan(100);
  });

  it('gives ratios their parts and keeps every value inside the hard bounds', () => {
    const faults = all.filter(({ indicator, value, numerator, denominator }) => {
      const row = indicators.get(indicator);
      const outside =
        (row?.scale_min !== '' && value < Number(row?.scale_min)) ||
        (row?.scale_max !== '' && value > Number(row?.scale_max));
      const isRatio = row?.numerator_vi !== '';
      return outside || isRatio !== (numerator !== undefined) || denominator === 0 || !Number.isFinite(value);
    });
    expect(faults).toEqual([]);
  });

  it('plays the live month in the order of report times, all of them within it', () => {
    const times = live.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Date(times[0] ?? 0).toISOString() > clockBefore(feed)).toBe(true);
    expect(new Date(times.at(-1) ?? 0).toISOString() < '2025-02-28T17:00:00.000Z').toBe(true);
    expect(clockBefore(feed)).toBe('2025-01-31T16:59:00.000Z');
  });

  it('sends older values newest period first, and nothing of the live month', () => {
    const newestDays = months.slice(1).map(({ values }) => values[0]?.last.slice(0, 7));
    const isOlder = newestDays.slice(1).map((month, place) => (month ?? '') < (newestDays[place] ?? ''));
    expect(isOlder).not.toContain(false);
    expect(backfill.filter(({ at }) => at >= feed.liveAt)).toEqual([]);
  });

  it('has early, late, missing and corrected reports', () => {
    const expected = feed.series
      .filter(({ indicator }) => indicator.code === 'SVC.SATIS')
      .map(
        (series) =>
          new Set(feed.reportsEndingIn('2021-01-01', '2024-12-31', [series]).map(({ period }) => period)),
      );
    expect(expected.some(({ size }) => size === 48)).toBe(true);
    expect(expected.some(({ size }) => size < 48)).toBe(true);
  });

  it('never lets a report of the Inspectorate go missing', () => {
    const own = feed.series.filter(({ unit, cut }) => unit === 'TTT' && cut === 'month:15');
    const counts = own.map(
      (series) => new Set(feed.reportsEndingIn('2021-01-01', UNTIL, [series]).map(keyOf)).size,
    );
    expect(new Set(counts)).toEqual(new Set([50]));
  });

  it('gives what a merged department reported to its successor', () => {
    const later = new DemoFeed({ until: '2025-06-30' });
    const march = later.reportsEndingIn('2025-03-01', '2025-03-31');
    const units = new Set(march.map(({ unit }) => unit));
    expect(units.has('STC')).toBe(false);
    expect(units.has('STC25')).toBe(true);
    expect(
      new Set(march.filter(({ indicator }) => indicator === 'TASK.ONTIME').map(({ unit }) => unit)).size,
    ).toBe(23);
  });

  it('reaches the communes of the province of July 2025', () => {
    const august = new DemoFeed({ until: '2025-08-31' }).reportsEndingIn('2025-08-01', '2025-08-31');
    expect(new Set(august.map(({ unit }) => unit)).size).toBeGreaterThan(106);
    expect(august.some(({ unit }) => unit === 'TN')).toBe(false);
  });
});

describe('the demo plans', () => {
  const plans = demoPlans(feed);

  it('hold one linear plan for each scored leading indicator and unit', () => {
    const keys = plans.map(({ indicator, unit }) => `${indicator} ${unit}`);
    const scored = feed.series
      .filter(({ scored: isScored }) => isScored)
      .map((one) => `${one.indicator.code} ${one.unit}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.toSorted()).toEqual(scored.toSorted());
    expect(plans.every(({ demo, shape }) => demo && shape === 'linear')).toBe(true);
  });

  it('aim in the good direction, within the goalposts', () => {
    const wrong = plans.filter(({ indicator, unit, base, target }) => {
      const series = feed.find(indicator, unit);
      const { lo = 0, hi = 0 } = series?.goalposts ?? {};
      const better =
        series?.indicator.direction === 'down' ? base.value > target.value : base.value < target.value;
      return !better || target.value < lo || target.value > hi;
    });
    expect(wrong).toEqual([]);
  });
});
