import { periodOf, shiftPeriod } from '#periods';
import { judgeFamily } from './judge-family.js';
import { type Panel, type PanelPoint, type SubjectRule } from './panel.js';

const RULE: SubjectRule = { direction: 'up', tolerance: 0.5, threshold: 0.01, isRated: true };
const month = (at: number) => shiftPeriod(periodOf('M15', '2023-01'), at);

const seriesOf = (values: readonly number[], given: (at: number) => Partial<PanelPoint> = () => ({})) =>
  values.map((value, at): PanelPoint => ({
    period: month(at),
    value,
    segment: 0,
    rated: { value, base: 0, target: 20, pastDue: false },
    knownFrom: `2023-${String(at + 1).padStart(2, '0')}-16T00:00:00.000Z`,
    demo: false,
    ...given(at),
  }));

const panelOf = (series: Record<string, readonly PanelPoint[]>): Panel => ({
  series: new Map(Object.entries(series)),
  scores: [],
  ruleOf: () => RULE,
});

const RISING = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const NOISE = [5, 4, 6, 5, 4, 6, 5, 4, 6, 5];
const noneHeld = () => undefined;
const everyone = () => true;

describe('Judging a family', () => {
  it('judges every period from the touched day on, each by what was there until then', () => {
    const judged = judgeFamily(panelOf({ A: seriesOf(RISING) }), everyone, month(7).lastDay, noneHeld);

    expect(judged.map(({ period, trend }) => [period.id, trend.n])).toEqual([
      ['2023-08', 8],
      ['2023-09', 9],
      ['2023-10', 10],
    ]);
  });

  it('upholds a verdict against the family: one weak rise among many stable units is no discovery', () => {
    const weak = [1, 2, 3, 4, 5];
    const stable = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [`S${at}`, seriesOf(NOISE.slice(0, 5))]),
    );
    const verdictOf = (panel: Panel) =>
      judgeFamily(panel, everyone, month(4).lastDay, noneHeld).find(({ unit }) => unit === 'A')?.trend
        .verdict;

    expect(verdictOf(panelOf({ A: seriesOf(weak) }))).toBe('improving');
    expect(verdictOf(panelOf({ A: seriesOf(weak), ...stable }))).toBe('holding');
  });

  it('sees no trend across a break', () => {
    const broken = seriesOf(RISING, (at) => ({ segment: at < 8 ? 'LEAD-2022' : 'LEAD-2025' }));

    const [last] = judgeFamily(panelOf({ A: broken }), everyone, month(9).lastDay, noneHeld);

    expect(last).toMatchObject({ trend: { n: 2, verdict: 'insufficient' }, breaks: [month(8)] });
  });

  it('rates behind but improving yellow, by the verdict that was published for the earlier periods too', () => {
    const panel = panelOf({ A: seriesOf(RISING) });
    const ratings = judgeFamily(panel, everyone, month(9).lastDay, () => 'improving').map(
      ({ rating }) => rating.rating,
    );

    expect(ratings).toEqual(['yellow']);
  });

  it('knows a verdict from the newest of what its window holds', () => {
    const [last] = judgeFamily(panelOf({ A: seriesOf(RISING) }), everyone, month(9).lastDay, noneHeld);

    expect(last?.knownFrom).toBe('2023-10-16T00:00:00.000Z');
  });

  describe('with charts', () => {
    const QUIET = [5, 5.4, 4.7, 5.1, 4.5, 5.2, 5.3, 4.8, 5.1, 4.6, 5.2, 4.9, 5.3, 4.7];
    const newest = (values: readonly number[], given?: (at: number) => Partial<PanelPoint>) =>
      judgeFamily(
        panelOf({ A: seriesOf(values, given) }),
        everyone,
        month(values.length - 1).lastDay,
        noneHeld,
      )[0]!;

    it('signals a value beyond the limits by its period and rule', () => {
      expect(newest(QUIET).signals).toEqual([]);
      expect(newest([...QUIET, 8]).signals).toContainEqual({ period: '2024-03', rule: 'beyond-limits' });
    });

    it('says where a new level begins', () => {
      expect(newest([...QUIET, ...QUIET.map((value) => value + 6)]).breaks).toEqual([month(14)]);
    });

    it('sees neither signals nor levels across a break, and names the break', () => {
      const shifted = [...QUIET, ...QUIET.map((value) => value + 6)];

      const judged = newest(shifted, (at) => ({ segment: at < 14 ? 0 : 1 }));

      expect(judged).toMatchObject({ signals: [], breaks: [month(14)] });
    });

    it('has no signals under twelve values, carried ones not counted', () => {
      const values = [...QUIET.slice(0, 12), 12];
      const carried = seriesOf(values).map(({ value, ...point }, at) =>
        at === 3 || at === 4 ? point : { ...point, value: value! },
      );
      const signalsOf = (points: readonly PanelPoint[]) =>
        judgeFamily(panelOf({ A: points }), everyone, month(12).lastDay, noneHeld)[0]?.signals;

      expect(signalsOf(seriesOf(values))).not.toEqual([]);
      expect(signalsOf(carried)).toEqual([]);
    });

    it('allows for the correlation that the family has together', () => {
      const drift = Array.from({ length: 40 }, (_, at) => 5 + 2 * Math.sin(at / 4));
      const alone = panelOf({ A: seriesOf([...QUIET, 8]) });
      const among = panelOf({ A: seriesOf([...QUIET, 8]), B: seriesOf(drift), C: seriesOf(drift) });
      const signalsIn = (panel: Panel) =>
        judgeFamily(panel, everyone, month(14).lastDay, noneHeld)[0]?.signals;

      expect(signalsIn(alone)).toContainEqual({ period: '2024-03', rule: 'beyond-limits' });
      expect(signalsIn(among)).toEqual([]);
    });
  });
});
