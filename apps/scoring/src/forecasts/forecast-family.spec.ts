import { periodOf, shiftPeriod } from '#periods';
import { originForecasts } from '#scoring-engine';
import { type Panel, type PanelPoint, type SubjectRule } from '../cross-sections/panel.js';
import {
  type FamilyForecast,
  forecastGroup,
  forecastSettings,
  meansOf,
  stretchesOf,
  type Target,
} from './forecast-family.js';

const RULE: SubjectRule = { direction: 'up', tolerance: 0.5, threshold: 0.01, isRated: true };

function seriesOf(rule: string, first: string, values: readonly (number | undefined)[]): PanelPoint[] {
  return values.map((value, at) => {
    const period = shiftPeriod(periodOf(rule, first), at);
    return {
      period,
      ...(value === undefined ? {} : { value }),
      segment: 0,
      rated: { pastDue: false },
      knownFrom: `${period.lastDay}T01:00:00.000Z`,
      demo: false,
    };
  });
}

const panelOf = (series: Record<string, PanelPoint[]>): Panel => ({
  series: new Map(Object.entries(series)),
  scores: [],
  ruleOf: () => RULE,
});

function forecast(panel: Panel, rule: string, target?: Target): FamilyForecast[] {
  const settings = forecastSettings(rule)!;
  const stretches = stretchesOf(panel, [...panel.series.keys()].sort(), settings);
  return [...Map.groupBy(stretches, ({ group }) => group).values()].flatMap((group) => {
    const means = meansOf(group);
    return forecastGroup(
      group,
      settings,
      ({ points }) => originForecasts(points, settings, means),
      () => target,
      panel.ruleOf,
    );
  });
}

const yearly = (values: readonly (number | undefined)[], first = '2013') =>
  seriesOf('SURVEY_YEAR', first, values);
const wave = (months: number, shift: number) =>
  Array.from({ length: months }, (_, at) => 80 + 5 * Math.sin(at / 2 + shift) + ((at * 7 + shift) % 4));
const monthly = (months: number, shift = 0) => seriesOf('M21', '2021-01', wave(months, shift));
const offices = (count: number, months: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`S${at + 10}`, monthly(months, at)]));

describe('The forecasts of a family', () => {
  it('draw a year to the mean of its units, from the newest value of each', () => {
    const [a, b] = forecast(panelOf({ A: yearly([60, 60]), B: yearly([70, 70]) }), 'SURVEY_YEAR');

    expect(a).toMatchObject({ unit: 'A', method: 'shrunken-ses', newest: periodOf('SURVEY_YEAR', '2014') });
    expect(a?.steps[0]).toEqual({ period: '2015', mean: 0.7 * 60 + 0.3 * 65 });
    expect(b?.steps[0]?.mean).toBe(0.7 * 70 + 0.3 * 65);
    expect(a?.steps).toHaveLength(5);
  });

  it('begin at the newest value where later periods have none', () => {
    const [a] = forecast(panelOf({ A: yearly([60, 62, 64, undefined]) }), 'SURVEY_YEAR');

    expect(a?.steps[0]?.period).toBe('2016');
  });

  it('see nothing from before a break, and none is made of one value', () => {
    const broken = (at: number) =>
      yearly([1, 1, 1, 60, 60]).map((point, place) => ({ ...point, segment: place < at ? 0 : 1 }));

    expect(forecast(panelOf({ A: broken(3) }), 'SURVEY_YEAR')[0]?.steps[0]?.mean).toBe(60);
    expect(forecast(panelOf({ A: broken(4) }), 'SURVEY_YEAR')).toEqual([]);
  });

  it('never mix the units of two editions', () => {
    const under = (edition: string, values: number[]) =>
      yearly(values).map((point) => ({ ...point, segment: edition }));
    const panel = panelOf({ A: under('OLD', [60, 60]), B: under('NEW', [70, 70]) });

    expect(forecast(panel, 'SURVEY_YEAR').map(({ steps }) => steps[0]?.mean)).toEqual([60, 70]);
  });

  it('have intervals once the units together have missed twenty times at a horizon', () => {
    const few = forecast(panelOf(offices(1, 24)), 'M21');
    const many = forecast(panelOf(offices(4, 24)), 'M21');

    expect(few[0]?.steps[0]).not.toHaveProperty('lower80');
    expect(many[0]?.steps[0]).toHaveProperty('lower95');
    expect(many[0]?.steps).toHaveLength(12);
    expect(many[0]?.steps[11]).not.toHaveProperty('lower80');
  });

  it('keep the intervals of the others while a month is being reported', () => {
    const before = offices(6, 30);
    const isFirst = { ...before, S10: monthly(31, 0) };
    const isSecond = { ...isFirst, S11: monthly(31, 1) };
    const of = (series: Record<string, PanelPoint[]>, unit: string) =>
      forecast(panelOf(series), 'M21').find((each) => each.unit === unit);

    expect(of(isSecond, 'S15')).toEqual({ ...of(isFirst, 'S15'), knownFrom: expect.any(String) });
    expect(of(isFirst, 'S10')?.newest.id).toBe('2023-07');
    expect(of(isFirst, 'S15')?.newest.id).toBe('2023-06');
  });

  it('say how likely a target is, and the pace that it needs', () => {
    const target = { value: 200, period: periodOf('M21', '2023-12'), knownFrom: '2024-01-01T00:00:00.000Z' };

    const [far] = forecast(panelOf(offices(6, 30)), 'M21', target);
    const [easy] = forecast(panelOf(offices(6, 30)), 'M21', { ...target, value: 10 });

    expect(far).toMatchObject({ target: { period: '2023-12', value: 200 }, knownFrom: target.knownFrom });
    expect(far!.probabilityOfTarget).toBeLessThan(0.02);
    expect(easy!.probabilityOfTarget).toBeGreaterThan(0.98);
    const newest = wave(30, 0).at(-1)!;
    expect(far!.requiredPace).toBeCloseTo((200 - newest) / 6, 8);
    expect(far!.achievedPace).toBeDefined();
  });

  it('give no probability beyond the last step', () => {
    const target = { value: 90, period: periodOf('M21', '2026-12'), knownFrom: '' };

    const [first] = forecast(panelOf(offices(6, 30)), 'M21', target);

    expect(first).not.toHaveProperty('probabilityOfTarget');
    expect(first).toHaveProperty('requiredPace');
  });

  it('are made for months, quarters, halves and years, not for days and weeks', () => {
    const rules = ['M15', 'Q15', 'H15', 'CAL_Y', 'CAL_DAY', 'WEEK_ISO'];

    expect(rules.filter((rule) => forecastSettings(rule) !== undefined)).toEqual(rules.slice(0, 4));
  });
});
