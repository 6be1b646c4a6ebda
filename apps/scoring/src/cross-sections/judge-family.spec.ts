import { periodOf } from '#periods';
import { judgeFamily } from './judge-family.js';
import { type Panel, type PanelPoint, type SubjectRule } from './panel.js';

const RULE: SubjectRule = { direction: 'up', tolerance: 0.5, threshold: 0.01, isRated: true };
const month = (at: number) => periodOf('M15', `2023-${String(at + 1).padStart(2, '0')}`);

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
  ruleOf: () => RULE,
});

const RISING = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const NOISE = [5, 4, 6, 5, 4, 6, 5, 4, 6, 5];
const noneHeld = () => undefined;

describe('Judging a family', () => {
  it('judges every period from the touched day on, each by what was there until then', () => {
    const judged = judgeFamily(panelOf({ A: seriesOf(RISING) }), ['A'], month(7).lastDay, noneHeld);

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
      judgeFamily(panel, [...panel.series.keys()], month(4).lastDay, noneHeld).find(
        ({ unit }) => unit === 'A',
      )?.trend.verdict;

    expect(verdictOf(panelOf({ A: seriesOf(weak) }))).toBe('improving');
    expect(verdictOf(panelOf({ A: seriesOf(weak), ...stable }))).toBe('holding');
  });

  it('sees no trend across a break', () => {
    const broken = seriesOf(RISING, (at) => ({ segment: at < 8 ? 'LEAD-2022' : 'LEAD-2025' }));

    const [last] = judgeFamily(panelOf({ A: broken }), ['A'], month(9).lastDay, noneHeld);

    expect(last).toMatchObject({ trend: { n: 2, verdict: 'insufficient' }, breaks: [month(8)] });
  });

  it('rates behind but improving yellow, by the verdict that was published for the earlier periods too', () => {
    const panel = panelOf({ A: seriesOf(RISING) });
    const ratings = judgeFamily(panel, ['A'], month(9).lastDay, () => 'improving').map(
      ({ rating }) => rating.rating,
    );

    expect(ratings).toEqual(['yellow']);
  });

  it('knows a verdict from the newest of what its window holds', () => {
    const [last] = judgeFamily(panelOf({ A: seriesOf(RISING) }), ['A'], month(9).lastDay, noneHeld);

    expect(last?.knownFrom).toBe('2023-10-16T00:00:00.000Z');
  });
});
