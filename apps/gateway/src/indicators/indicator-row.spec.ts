import { PlanRecordedV1, TrendChangedV1, type PlanRecorded } from '#contracts';
import { type ObservationState } from '../series/observation.query.js';
import { indicatorFigures, type Indicator } from './indicator-row.js';

const INDICATOR: Indicator = {
  nameVi: 'Đúng hạn',
  nameEn: 'On time',
  index: 'SVC',
  component: 'SVC',
  kind: 'leading',
  unit: '%',
  direction: 'up',
  scored: true,
  aggTime: 'last',
  frequency: 'month',
  periodRule: 'M15',
  dueRule: 'PE_3WD',
};
const aValue = (period: string, value: number): ObservationState => ({
  indicator: 'SVC.ONTIME',
  unit: 'STNMT',
  period,
  id: `o-${period}`,
  scoredUnit: 'STNMT',
  revision: 0,
  value,
  unitOfMeasure: '%',
  status: 'official',
  version: 1,
  knownFrom: `${period}-16T02:00:00.000Z`,
});
const PLAN: PlanRecorded = {
  ...PlanRecordedV1.example,
  target: { period: '2024-12', value: 98 },
  points: [{ period: '2024-06', lastDay: '2024-06-14', value: 96 }],
};
const figures = (value: number, slope: number | undefined, over: Partial<Indicator> = {}) =>
  indicatorFigures({
    attributes: { ...INDICATOR, ...over },
    rating: undefined,
    previousRating: undefined,
    trend: slope === undefined ? undefined : { ...TrendChangedV1.example, slope },
    values: [aValue('2024-03', 90), aValue('2024-05', 92), aValue('2024-06', value)],
    plans: [PLAN],
  });

describe('the figures of an indicator', () => {
  it('compare with the period before and with the path', () => {
    expect(figures(94, 0.5)).toMatchObject({ period: '2024-06', value: 94, change: 2, planned: 96, gap: 2 });
  });

  it('compare a sum that runs through the year with the same period a year before', () => {
    const disbursed = (values: ObservationState[]) =>
      indicatorFigures({
        attributes: { ...INDICATOR, accumulates: 'year' },
        rating: undefined,
        previousRating: undefined,
        trend: undefined,
        values,
        plans: [],
      });
    const december = aValue('2024-12', 95);
    expect(disbursed([aValue('2024-01', 3), december, aValue('2025-01', 4)])).toMatchObject({
      change: 1,
      comparedWith: '2024-01',
    });
    expect(disbursed([december, aValue('2025-01', 4)])).not.toHaveProperty('change');
  });

  it('say where this pace leads', () => {
    expect(figures(98, 0.5).pace).toBe('reached');
    expect(figures(94, 1)).toMatchObject({ pace: 'on-the-way', paceReaches: '2024-10' });
    expect(figures(94, 0.5)).toMatchObject({ pace: 'not-reaching', paceReaches: '2025-02' });
    expect(figures(94, -0.5)).toMatchObject({ pace: 'not-reaching' });
    expect(figures(94, -0.5)).not.toHaveProperty('paceReaches');
    expect(figures(94, undefined).pace).toBe('unknown');
  });

  it('turn round where less is better', () => {
    expect(figures(99, -0.5, { direction: 'down' })).toMatchObject({ gap: 3, pace: 'on-the-way' });
  });

  it('leave gaps of the sparkline open', () => {
    expect(figures(94, 0.5).sparkline.map(({ period, value }) => [period, value])).toEqual([
      ['2024-03', 90],
      ['2024-04', undefined],
      ['2024-05', 92],
      ['2024-06', 94],
    ]);
  });
});
