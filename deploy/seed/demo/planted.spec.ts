import { dueTime, readDueRules, workingCalendar } from '../periods/due.mjs';
import { localDay } from '../periods/days.mjs';
import { DemoFeed, type Report } from './feed.mjs';
import { readPlanted } from './planted.mjs';
import { demoPlans } from './plans.mjs';
import { liveReports } from './rows.mjs';

const planted = readPlanted();
const feed = new DemoFeed({ until: '2025-02-28' });
const live = liveReports(feed);
const calendar = workingCalendar();
const rules = readDueRules();

interface Named {
  indicator: string;
  unit: string;
}

function seriesOf({ indicator, unit }: Named) {
  const series = feed.find(indicator, unit);
  if (!series) throw new Error(`no series ${indicator} ${unit}`);
  return series;
}

/** Reports of a series in the order of periods, corrections after what they correct. */
const reportsOf = (named: Named): Report[] =>
  feed
    .reportsEndingIn('2021-01-01', feed.until, [seriesOf(named)])
    .toSorted((a, b) => (a.last === b.last ? a.at - b.at : a.last < b.last ? -1 : 1));

/** The newest value of each period as goodness: 0 at the bad goalpost, 1 at the good one. */
function goodness(named: Named): { last: string; value: number }[] {
  const { goalposts, indicator } = seriesOf(named);
  const newest = new Map(reportsOf(named).map((report) => [report.last, report.value]));
  return [...newest].map(([last, value]) => {
    const share = (value - goalposts.lo) / (goalposts.hi - goalposts.lo);
    return { last, value: indicator.direction === 'down' ? 1 - share : share };
  });
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Kendall's tau of a series against time. */
function tau(values: number[]): number {
  const pairs = values.flatMap((a, i) => values.slice(i + 1).map((b) => Math.sign(b - a)));
  return mean(pairs);
}

describe('what is planted into the demo', () => {
  it.each(planted.trends)('is a trend: $indicator of $unit is $verdict', ({ verdict, ...named }) => {
    const points = goodness(named).map(({ value }) => value);
    const strength = tau(points);
    expect({
      improving: strength > 0.5,
      holding: Math.abs(strength) < 0.25,
      worsening: strength < -0.5,
    }).toMatchObject({
      [verdict]: true,
    });
  });

  it.each(planted.shifts)(
    'is a shift: $indicator of $unit moves by $goodness in $from',
    ({ from, goodness: size, ...named }) => {
      const points = goodness(named);
      const at = points.findIndex(({ last }) => last.slice(0, 7) >= from);
      const after = mean(points.slice(at, at + 6).map(({ value }) => value));
      const before = mean(points.slice(at - 6, at).map(({ value }) => value));
      expect(Math.abs(after - before - size)).toBeLessThan(0.1);
    },
  );

  it.each(planted.seasons)(
    'is a season: $indicator of $unit peaks in month $peakMonth',
    ({ peakMonth, goodness: size, ...named }) => {
      const ofMonth = (month: number) =>
        mean(
          goodness(named)
            .filter(({ last }) => Number(last.slice(5, 7)) === month)
            .map(({ value }) => value),
        );
      const opposite = ((peakMonth + 5) % 12) + 1;
      expect(ofMonth(peakMonth) - ofMonth(opposite)).toBeGreaterThan(1.5 * size);
    },
  );

  it.each(planted.gaps)('is a gap: $indicator of $unit misses $periods', ({ periods, ...named }) => {
    const reported = new Set(reportsOf(named).map(({ period }) => period));
    expect(periods.filter((period) => reported.has(period))).toEqual([]);
    expect(reported.size).toBeGreaterThan(periods.length);
  });

  it.each(planted.late)(
    'is a late report: $indicator of $unit for $period',
    ({ period, workingDays, ...named }) => {
      const report = reportsOf(named).find((candidate) => candidate.period === period);
      const rule = rules.get(seriesOf(named).indicator.due_rule);
      const due = rule && report ? dueTime(rule, report.last, calendar) : Number.NaN;
      expect(report?.at).toBeGreaterThan(due);
      expect(localDay(report?.at ?? 0)).toBe(calendar.plusWorkingDays(localDay(due), workingDays));
    },
  );

  it.each(planted.corrections)(
    'is a correction: $indicator of $unit for $period',
    ({ period, reason, share, ...named }) => {
      const [wrong, right, ...more] = reportsOf(named).filter((candidate) => candidate.period === period);
      expect(more).toEqual([]);
      expect(wrong?.reason).toBeUndefined();
      expect(right?.reason).toBe(reason);
      expect(right?.at).toBeGreaterThan(wrong?.at ?? Number.POSITIVE_INFINITY);
      expect(Math.sign((wrong?.value ?? 0) - (right?.value ?? 0))).toBe(Math.sign(share));
    },
  );

  it('has a late report and a correction in the live month too', () => {
    const kinds = (rows: Named[]) =>
      rows.filter((row) =>
        live.some((report) => report.indicator === row.indicator && report.unit === row.unit),
      );
    expect(kinds(planted.late.filter(({ period }) => period === '2025-02'))).toHaveLength(1);
    expect(
      live.some(({ reason, indicator, unit }) => reason && indicator === 'SVC.ONLINE' && unit === 'STC'),
    ).toBe(true);
  });

  it.each(planted.laterPlans)(
    'is a plan that begins later: $indicator of $unit',
    ({ indicator, unit, base }) => {
      const plan = demoPlans(feed).find(
        (candidate) => candidate.indicator === indicator && candidate.unit === unit,
      );
      expect(plan?.base.period).toBe(base);
    },
  );

  it('warns of an on-time rate under 60 among the first values played', () => {
    const breaches = live
      .slice(0, 20)
      .filter(({ indicator, value }) => indicator === 'TASK.ONTIME' && value < 60);
    expect(breaches.map(({ unit }) => unit)).toEqual(planted.alerts.map(({ unit }) => unit));
  });

  it('takes one breach back within the live month and lets the other last', () => {
    const of = (unit: string) =>
      live.filter((report) => report.indicator === 'TASK.ONTIME' && report.unit === unit);
    const [withdrawn = '', lasting = ''] = planted.alerts.map(({ unit }) => unit);
    const corrected = of(withdrawn).find(({ reason }) => reason === 'correction');
    expect(corrected?.value).toBeGreaterThan(90);
    expect(of(withdrawn).filter(({ value }) => value < 60)).toHaveLength(1);
    expect(of(lasting).length).toBeGreaterThanOrEqual(4);
    expect(of(lasting).every(({ value }) => value < 60)).toBe(true);
  });

  it('breaches the on-time rule nowhere else in the live month', () => {
    const breaching = live.filter(({ indicator, value }) => indicator === 'TASK.ONTIME' && value < 60);
    expect(new Set(breaching.map(({ unit }) => unit))).toEqual(
      new Set(planted.alerts.map(({ unit }) => unit)),
    );
  });
});
