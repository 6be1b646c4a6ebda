import { type ForecastChanged } from '#contracts';
import { frequencyOf, type Period, periodContaining, periodDistance, type PeriodFrequency } from '#periods';
import {
  errorsOfOrigins,
  FEWEST_FORECAST,
  fanOf,
  type ForecastSettings,
  type OriginForecasts,
  paceTo,
  periodMeans,
  poolsByStep,
  probabilityOfReaching,
  quantise,
  type SeriesPoint,
} from '#scoring-engine';
import { shiftPeriod } from '#periods';
import { WINDOW } from '../cross-sections/judge-family.js';
import { type Panel, type PanelPoint, type SubjectRule } from '../cross-sections/panel.js';

/** How far ahead, and how many periods a cycle; a day or a week ahead is no use to a plan of months. */
const REACH: Partial<Record<PeriodFrequency, { readonly horizon: number; readonly season?: number }>> = {
  month: { horizon: 12, season: 12 },
  quarter: { horizon: 4, season: 4 },
  half: { horizon: 2, season: 2 },
  year: { horizon: 5 },
};
/** Any day: places are counted from one that stays, so that what was forecast before is known again. */
const COUNTED_FROM = '2000-01-01';

/** The settings for the series of a period rule; undefined where they are not forecast. */
export function forecastSettings(rule: string): ForecastSettings | undefined {
  const reach = REACH[frequencyOf(rule)];
  return reach && { method: 'auto', ...reach };
}

/** The newest stretch of one unit's series, without breaks, carried values or conflicts. */
export interface Stretch {
  readonly unit: string;
  readonly points: readonly SeriesPoint[];
  /** The period of its newest value. */
  readonly newest: Period;
  /** Stretches of one edition share their errors; those of indicators all do. */
  readonly group: string;
  readonly knownFrom: string;
  readonly demo: boolean;
}

/** A value that a plan wants at its end. */
export interface Target {
  readonly period: Period;
  readonly value: number;
  readonly knownFrom: string;
}

export type FamilyForecast = Pick<
  ForecastChanged,
  'method' | 'parameters' | 'steps' | 'target' | 'probabilityOfTarget' | 'requiredPace' | 'achievedPace'
> & {
  readonly unit: string;
  readonly newest: Period;
  readonly knownFrom: string;
  readonly demo: boolean;
};

/** The newest period of which a family's series say anything. */
export function newestPeriod(panel: Panel, units: readonly string[]): Period | undefined {
  let newest: Period | undefined;
  for (const unit of units) {
    const period = panel.series.get(unit)?.at(-1)?.period;
    if (period && (!newest || period.lastDay > newest.lastDay)) newest = period;
  }
  return newest;
}

/** The stretches of a family that can be forecast, within the window that ends with the family's newest period; a season needs a whole cycle. */
export function stretchesOf(panel: Panel, units: readonly string[], { season }: ForecastSettings): Stretch[] {
  const until = newestPeriod(panel, units);
  if (!until) return [];
  return units.flatMap((unit) => {
    const stretch = newestStretch(unit, panel.series.get(unit) ?? [], until);
    return stretch && stretch.points.length >= (season ?? FEWEST_FORECAST) ? [stretch] : [];
  });
}

function newestStretch(unit: string, all: readonly PanelPoint[], until: Period): Stretch | undefined {
  const inWindow = all.filter(({ period }) => periodDistance(period, until) < WINDOW);
  const last = inWindow.findLast(({ value }) => value !== undefined);
  if (!last) return undefined;
  const own = inWindow.filter(({ segment, value }) => segment === last.segment && value !== undefined);
  const start = periodContaining(until.rule, COUNTED_FROM);
  return {
    unit,
    points: own.map(({ period, value }) => ({ index: periodDistance(start, period), value: value! })),
    newest: last.period,
    group: typeof last.segment === 'string' ? last.segment : '',
    knownFrom: newestOf(own.map(({ knownFrom }) => knownFrom)),
    demo: own.some(({ demo }) => demo),
  };
}

/** The means of each period over the stretches of one group. */
export const meansOf = (group: readonly Stretch[]): ReadonlyMap<number, number> =>
  periodMeans(group.map(({ unit: series, points }) => ({ series, points })));

/**
 * The forecasts of the stretches of one group, with intervals from the errors of all of them.
 *
 * Errors of the newest period wait for the next one where there are seasons: while a month is being reported, each
 * value would otherwise move the intervals of every other unit.
 *
 * @param originsOf  the forecasts of a stretch from each of its origins
 * @param ruleOf  how the subject is judged in a period
 */
export function forecastGroup(
  group: readonly Stretch[],
  settings: ForecastSettings,
  originsOf: (stretch: Stretch) => OriginForecasts,
  targetOf: (unit: string, newest: Period) => Target | undefined,
  ruleOf: (period: Period) => SubjectRule,
): FamilyForecast[] {
  const open = settings.season === undefined ? Infinity : Math.max(...group.map(newestIndex));
  const errors = group
    .flatMap((stretch) => errorsOfOrigins(stretch.unit, originsOf(stretch)))
    .filter(({ index }) => index < open);
  const pools = poolsByStep(errors, settings.horizon);
  const knownFrom = newestOf(group.map((stretch) => stretch.knownFrom));
  const demo = group.some((stretch) => stretch.demo);
  return group.map((stretch) => {
    const { unit, newest, points } = stretch;
    const fan = fanOf({ series: unit, points }, originsOf(stretch).newest, pools);
    const target = targetOf(unit, newest);
    return {
      unit,
      newest,
      method: fan.method,
      parameters: quantised(fan.parameters),
      steps: fan.steps.map(({ step, index: _index, ...numbers }) => ({
        period: shiftPeriod(newest, step).id,
        ...quantised(numbers),
      })),
      ...(target ? towards(target, stretch, fan.steps, pools, ruleOf(newest)) : {}),
      knownFrom: newestOf([knownFrom, target?.knownFrom ?? '']),
      demo,
    };
  });
}

function towards(
  { period, value }: Target,
  { points, newest }: Stretch,
  steps: readonly { readonly mean: number }[],
  pools: ReturnType<typeof poolsByStep>,
  { direction }: SubjectRule,
): Partial<FamilyForecast> {
  const ahead = periodDistance(newest, period);
  const pace = paceTo({ index: points.at(-1)!.index + ahead, value }, points);
  const [step, pool] = [steps[ahead - 1], pools[ahead - 1]];
  const isKnown = step !== undefined && pool !== undefined && direction !== 'neutral';
  return {
    target: { period: period.id, value },
    ...(isKnown
      ? { probabilityOfTarget: quantise(probabilityOfReaching(value, step.mean, direction, pool)) }
      : {}),
    ...(pace ? { requiredPace: quantise(pace.required) } : {}),
    ...(pace?.achieved === undefined ? {} : { achievedPace: quantise(pace.achieved) }),
  };
}

const newestIndex = ({ points }: Stretch): number => points.at(-1)!.index;

const newestOf = (instants: readonly string[]): string =>
  instants.reduce((newest, instant) => (instant > newest ? instant : newest), '');

function quantised<T extends object>(numbers: T): { [K in keyof T]: number } {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, quantise(value as number)]),
  ) as { [K in keyof T]: number };
}
