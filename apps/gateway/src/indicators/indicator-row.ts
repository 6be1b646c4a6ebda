import {
  type CatalogueAttributes,
  type IndicatorRow,
  type PlanRecorded,
  type TrendChanged,
} from '#contracts';
import { isPeriod, periodOf, shiftPeriod } from '#periods';
import { type RatingRow } from '../marks/mark.query.js';
import { trendView } from '../marks/mark-views.js';
import { demoMark, present } from '../questions/present.js';
import { type ObservationState } from '../series/observation.query.js';

export type Indicator = CatalogueAttributes['indicator'];

/** What is known of one indicator of one unit up to a day. */
export interface IndicatorFacts {
  readonly attributes: Indicator;
  readonly rating: RatingRow | undefined;
  readonly previousRating: RatingRow | undefined;
  readonly trend: TrendChanged | undefined;
  /** Newest revision of each period that had ended on the day, oldest first. */
  readonly values: readonly ObservationState[];
  readonly plans: readonly PlanRecorded[];
}

type Figures = Omit<
  IndicatorRow,
  'indicator' | 'unit' | 'forUnit' | 'responsible' | 'explanation' | 'unitOfMeasure' | 'direction' | 'scored'
>;

const SPARKLINE = 13;

/** The figures of a row: value against path and target, movement, and where it leads at this pace. */
export function indicatorFigures(facts: IndicatorFacts): Figures {
  const { attributes, rating, previousRating, trend, values } = facts;
  const newest = values.at(-1);
  const before = newest && previousValue(attributes, values, newest);
  const plan = newest && planOf(facts.plans, newest.period);
  const planned = rating?.period === newest?.period ? rating?.planned : undefined;
  const path = newest && (planned ?? plannedIn(plan, newest.period));
  return {
    ...present('period', newest?.period ?? rating?.period),
    periodRule: attributes.periodRule,
    ...present('value', newest?.value),
    ...(newest && before ? { change: newest.value - before.value, comparedWith: before.period } : {}),
    rating: rating?.rating ?? 'unrated',
    ...present('previousRating', previousRating?.rating),
    ...present('planned', path),
    ...present('gap', newest && path !== undefined ? behind(attributes, newest.value, path) : undefined),
    ...present('target', plan?.target),
    ...paceOf(attributes, newest, plan, trend),
    ...present('trend', trend && trendView(trend)),
    sparkline: sparkline(attributes.periodRule, values, plan),
    ...present('recordedAt', newest?.knownFrom),
    ...demoMark(newest?.demo),
  };
}

const behind = ({ direction }: Indicator, value: number, path: number): number =>
  direction === 'down' ? value - path : path - value;

/** Like is compared with like: a sum that runs from January on with itself a year before. */
function previousValue(
  { periodRule, accumulates }: Indicator,
  values: readonly ObservationState[],
  { period }: ObservationState,
) {
  const id =
    accumulates === 'year'
      ? `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`
      : shiftPeriod(periodOf(periodRule, period), -1).id;
  return values.find((value) => value.period === id);
}

/** The plan under which a period lies: the first whose target has not passed, else the last. */
const planOf = (plans: readonly PlanRecorded[], period: string): PlanRecorded | undefined =>
  plans.find((plan) => plan.target.period >= period) ?? plans.at(-1);

const plannedIn = (plan: PlanRecorded | undefined, period: string): number | undefined =>
  plan?.points.find((point) => point.period === period)?.value;

/** The slope of the trend carried on: reached already, in time, too late or never; unknown without a trend. */
function paceOf(
  attributes: Indicator,
  newest: ObservationState | undefined,
  plan: PlanRecorded | undefined,
  trend: TrendChanged | undefined,
): Pick<IndicatorRow, 'pace' | 'paceReaches'> {
  if (!newest || !plan || attributes.direction === 'neutral') return { pace: 'unknown' };
  const gap = behind(attributes, newest.value, plan.target.value);
  if (gap <= 0) return { pace: 'reached' };
  if (trend?.slope === undefined) return { pace: 'unknown' };
  const gain = attributes.direction === 'down' ? -trend.slope : trend.slope;
  const steps = Math.ceil(gap / gain);
  if (gain <= 0 || steps > 1000) return { pace: 'not-reaching' };
  const reaches = shiftPeriod(periodOf(attributes.periodRule, newest.period), steps).id;
  return { pace: reaches <= plan.target.period ? 'on-the-way' : 'not-reaching', paceReaches: reaches };
}

/** The last periods up to the newest value, with gaps left open. */
function sparkline(
  rule: string,
  values: readonly ObservationState[],
  plan: PlanRecorded | undefined,
): IndicatorRow['sparkline'] {
  const last = values.at(-1)?.period;
  if (last === undefined || !isPeriod(rule, last)) return [];
  const byPeriod = new Map(values.map((value) => [value.period, value.value]));
  const first = [...byPeriod.keys()].sort()[0]!;
  return Array.from({ length: SPARKLINE }, (_, index) =>
    shiftPeriod(periodOf(rule, last), index - SPARKLINE + 1),
  )
    .filter((period) => period.id >= first)
    .map(({ id }) => ({
      period: id,
      ...present('value', byPeriod.get(id)),
      ...present('planned', plannedIn(plan, id)),
    }));
}
