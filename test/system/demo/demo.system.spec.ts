import { jest } from '@jest/globals';
import {
  type AlertListResponse,
  type AlertView,
  type HeatResponse,
  type SeriesResponse,
  type StatusResponse,
} from '#contracts';
import { periodContaining, periodDistance, periodOf } from '#periods';
import { eventually } from '#testing';
import { readPlanted } from '../../../deploy/seed/demo/planted.mjs';
import { get, mails } from '../story/a-running-system.js';
import { recordedValues } from './recorded-values.js';

/** What two busy cores take to score all that the demo has loaded. */
const WITHIN = { within: 400_000, every: 2000 };
jest.setTimeout(450_000);

interface Named {
  readonly indicator: string;
  readonly unit: string;
}

const planted = readPlanted();
/** The newest administrative month that was closed when the live month began. */
const CLOSED_MONTH = '2025-01';
const RATINGS = ['green', 'yellow', 'red', 'noData', 'unrated'] as const;
/** It answers for ten components, so that no gap is planted there. */
const INSPECTORATE = 'TTT';

const seriesOf = async ({ indicator, unit }: Named, question = ''): Promise<SeriesResponse> =>
  (await get<SeriesResponse>(`/series/${indicator}/${unit}${question}`)).body;
const pointOf = (series: SeriesResponse, period: string) =>
  series.points.find((point) => point.period === period);
const heatOf = async (period: string): Promise<HeatResponse> =>
  (await get<HeatResponse>(`/heat?period=${period}`)).body;
const alertsOf = async ({ indicator, unit }: Named): Promise<AlertView[]> =>
  (await get<AlertListResponse>(`/alerts?unit=${unit}&limit=1000`)).body.items.filter(
    (alert) => alert.indicator === indicator,
  );

/** Scored cells of a row in the components; the two indices of units are none. */
function scoredComponents({ columns }: HeatResponse, { cells }: HeatResponse['rows'][number]): number {
  const components = new Set(
    columns.filter(({ group }) => group !== 'INDEX').map(({ component }) => component),
  );
  return cells.filter(({ state, component }) => state === 'scored' && components.has(component)).length;
}

describe('the demo, once its live month is over', () => {
  it('scores all units in ten components or more in the newest closed month, and rates them in every way', async () => {
    await eventually(async () => {
      const heat = await heatOf(CLOSED_MONTH);
      expect(heat.rows).toHaveLength(29);
      const scored = new Map(heat.rows.map((row) => [row.unit.code, scoredComponents(heat, row)]));
      expect(Math.min(...scored.values())).toBe(10);
      expect(scored.get(INSPECTORATE)).toBe(10);
      for (const rating of RATINGS) expect(heat.rows.some(({ counts }) => counts[rating] > 0)).toBe(true);
      return true;
    }, WITHIN);
  });

  it('says on every page that it is over, and that all was played', async () => {
    const { demo } = (await get<StatusResponse>('/status')).body;
    expect(demo).toMatchObject({ state: 'over', played: demo!.total });
  });

  it('has sent each value once, marked as demo, and no published result', async () => {
    const recorded = await recordedValues();
    const live = recorded.filter(({ demo, cause }) => demo && cause !== 'backfill');
    const played = (await get<StatusResponse>('/status')).body.demo!.total;
    expect(live).toHaveLength(played);
    expect(new Set(recorded.map(({ address }) => address)).size).toBe(recorded.length);
    expect(recorded.filter(({ demo, indicator }) => demo && /^(PCI|PAPI)(\.|$)/.test(indicator))).toEqual([]);
  });

  it('tells nobody twice', async () => {
    const ids = (await mails()).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(planted.trends)('$indicator of $unit is $verdict', ({ verdict, ...named }) =>
    eventually(async () => {
      expect((await seriesOf(named)).trend?.verdict).toBe(verdict);
      return true;
    }, WITHIN),
  );

  it.each(planted.shifts)('$indicator of $unit has a new level from $from on', ({ from, ...named }) =>
    eventually(async () => {
      const { breaks, periodRule } = await seriesOf(named);
      const planned = periodContaining(periodRule, `${from}-28`);
      const found = breaks.filter(({ reason }) => reason === 'change-point');
      const distances = found.map(({ period }) =>
        Math.abs(periodDistance(planned, periodOf(periodRule, period))),
      );
      expect(Math.min(...distances)).toBeLessThanOrEqual(1);
      return true;
    }, WITHIN),
  );

  it.each(planted.seasons)(
    '$indicator of $unit has its best month in month $peakMonth, and so has its forecast',
    ({ peakMonth, ...named }) =>
      eventually(async () => {
        const { direction, forecast, trend } = await seriesOf(named);
        const sign = direction === 'down' ? -1 : 1;
        const [best] = forecast!.steps.toSorted((a, b) => sign * (b.mean - a.mean));
        expect(Number(best!.period.slice(5))).toBe(peakMonth);
        expect(trend?.method).toBe('seasonal');
        return true;
      }, WITHIN),
  );

  it.each(planted.gaps)('$indicator of $unit lacks $periods and is late', async ({ periods, ...named }) => {
    const series = await seriesOf(named);
    for (const period of periods) {
      expect(pointOf(series, period)).toMatchObject({ state: 'late' });
      expect(pointOf(series, period)!.value).toBeUndefined();
    }
  });

  it.each(planted.late)(
    '$indicator of $unit had no value until $period came',
    async ({ period, ...named }) => {
      const { revisions } = pointOf(await seriesOf(named), period)!;
      const came = Date.parse(revisions.at(-1)!.recordedAt);
      const asKnownOn = new Date(came - 1000).toISOString();
      const before = await seriesOf(named, `?asKnownOn=${asKnownOn}`);
      expect(pointOf(before, period)?.value).toBeUndefined();
    },
  );

  it.each(planted.corrections)(
    '$indicator of $unit was corrected for $period',
    async ({ period, reason, ...named }) => {
      const [newest, first] = pointOf(await seriesOf(named), period)!.revisions;
      expect(newest).toMatchObject({ revision: 1, reason });
      expect(newest!.value).not.toBe(first!.value);
    },
  );

  it.each(planted.ratings)(
    '$component of $unit is $rating in the newest closed month',
    ({ unit, component, rating }) =>
      eventually(async () => {
        const row = (await heatOf(CLOSED_MONTH)).rows.find((each) => each.unit.code === unit);
        expect(row?.cells.find((cell) => cell.component === component)?.rating).toBe(rating);
        return true;
      }, WITHIN),
  );

  it.each(planted.alerts)(
    '$indicator of $unit warns, and the alert ends $ends',
    async ({ ends, ...named }) => {
      const alerts = await alertsOf(named);
      expect(alerts.some((alert) => alert.withdrawn)).toBe(ends === 'withdrawn');
      expect(alerts.some((alert) => alert.open)).toBe(ends === 'true');
    },
  );
});
