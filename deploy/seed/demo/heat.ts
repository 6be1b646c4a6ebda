import { readTable, holdsOn } from '../tables.mjs';
import { periodsEndingIn } from '../periods/period.mjs';
import { type Report, type DemoFeed } from './feed.mjs';
import { demoPlans } from './plans.mjs';
import { type Series } from './series.mjs';

/** One cell of the heat table, worked out from the feed alone by `methodology` 2 and 6, in their simplest reading. */
export interface Cell {
  unit: string;
  component: string;
  coverage: number;
  score?: number;
  /** Achieved over planned, where anything is planned for the period. */
  progress?: number;
  rating: 'green' | 'yellow' | 'red' | 'no-data' | 'unrated';
}

type Feed = DemoFeed;
interface Leaf {
  weight: number;
  goodness?: number;
  planned?: number;
  base?: number;
}

export const HEAT_COLUMNS = [
  ...Array.from({ length: 10 }, (_, n) => `PCI.${String(n + 1).padStart(2, '0')}`),
  ...Array.from({ length: 8 }, (_, n) => `PAPI.${n + 1}`),
  'TASK',
  'INV',
];
const ENOUGH = 0.7;
const TOLERANCE = 0.1;
const CLOSE = 0.75;

/** All cells of an administrative month, from what was reported before the live month began. */
export function heatTable(feed: Feed, month: string): Cell[] {
  const period = periodsEndingIn('month:15', `${month}-01`, `${month}-28`)[0];
  if (!period) throw new Error(`no administrative month ${month}`);
  const known = newestValues(feed);
  const plans = new Map(demoPlans(feed).map((plan) => [`${plan.indicator} ${plan.unit}`, plan]));
  const units = readTable('departments', ['code', 'reports', 'valid_from', 'valid_to']);
  const reporting = units.filter((row) => row.reports === 'yes' && holdsOn(row, period.last));
  return reporting.flatMap(({ code }) => {
    const leaves = expectedOf(feed, code, period.last).map(({ series, weight }) => ({
      feeds: series.feeds,
      leaf: leafOf(series, weight, period, known, plans.get(`${series.indicator.code} ${series.unit}`)),
    }));
    return HEAT_COLUMNS.flatMap((component) => {
      const feeding = leaves.filter(({ feeds }) => feeds.includes(component)).map(({ leaf }) => leaf);
      return feeding.length === 0 ? [] : [{ unit: code, component, ...cellOf(feeding) }];
    });
  });
}

function newestValues(feed: Feed): Map<string, Report> {
  const reports = feed.reportsEndingIn('2023-10-01', feed.liveFrom).filter(({ at }) => at < feed.liveAt);
  const sorted = reports.toSorted((a, b) => a.at - b.at);
  return new Map(sorted.map((row) => [`${row.indicator} ${row.unit} ${row.period}`, row]));
}

/** The rows expected of a unit: its own values, and those of the province that it answers for. */
function expectedOf(feed: Feed, unit: string, day: string): { series: Series; weight: number }[] {
  const rows = assignments.filter((row) => holdsOn(row, day));
  const answered = new Set(
    rows.filter((row) => row.role === 'answers' && row.unit === unit).map((row) => row.indicator),
  );
  return rows
    .filter(({ role, for_unit }) => role === 'reports' && (for_unit === unit || for_unit === 'TN'))
    .filter((row) => row.for_unit === unit || answered.has(row.indicator))
    .flatMap((row) => {
      const series = feed.find(row.indicator, row.for_unit);
      return series?.scored ? [{ series, weight: Number(row.weight) }] : [];
    });
}

const assignments = readTable('assignments', [
  'indicator',
  'unit',
  'role',
  'for_unit',
  'weight',
  'valid_from',
  'valid_to',
]);

function leafOf(
  series: Series,
  weight: number,
  month: { first: string; last: string },
  known: Map<string, Report>,
  plan: ReturnType<typeof demoPlans>[number] | undefined,
): Leaf {
  const inside = periodsEndingIn(series.cut, month.first, month.last);
  const before = periodsEndingIn(series.cut, '2023-10-01', month.last).at(-1);
  const periods = inside.length > 0 ? inside : before ? [before] : [];
  const reports = periods.map(({ id }) => known.get(`${series.indicator.code} ${series.unit} ${id}`));
  const newest = reports.at(-1);
  if (!newest) return { weight };
  const value = series.indicator.agg_time === 'ratio' ? ratio(series, reports) : newest.value;
  const goodness = goodnessOf(series, value);
  const planned = plan && plannedAt(series, plan, newest.last);
  if (!plan || planned === undefined) return { weight, goodness };
  return {
    weight,
    goodness,
    planned: goodnessOf(series, planned),
    base: goodnessOf(series, plan.base.value),
  };
}

function ratio(series: Series, reports: (Report | undefined)[]): number {
  const sum = (side: 'numerator' | 'denominator') =>
    reports.reduce((total, report) => total + (report?.[side] ?? 0), 0);
  return (sum('numerator') / sum('denominator')) * Number(series.indicator.ratio_factor);
}

function goodnessOf({ goalposts: { lo, hi }, indicator }: Series, value: number): number {
  const share = Math.min(1, Math.max(0, (value - lo) / (hi - lo)));
  return indicator.direction === 'down' ? 1 - share : share;
}

/** The linear trajectory at a period, none before its base or after its target. */
function plannedAt(
  series: Series,
  { base, target }: ReturnType<typeof demoPlans>[number],
  last: string,
): number | undefined {
  const periods = periodsEndingIn(series.cut, series.start, '2026-12-31');
  const [from, to, at] = [
    periods.findIndex(({ id }) => id === base.period),
    periods.findIndex(({ id }) => id === target.period),
    periods.findIndex((period) => period.last === last),
  ];
  if (at < from || at > to) return undefined;
  return base.value + ((target.value - base.value) * (at - from)) / (to - from);
}

function cellOf(leaves: Leaf[]): Pick<Cell, 'coverage' | 'score' | 'progress' | 'rating'> {
  const present = leaves.filter((leaf) => leaf.goodness !== undefined);
  const coverage = weightOf(present) / weightOf(leaves);
  if (coverage < ENOUGH) return { coverage, rating: 'no-data' };
  const score = mean(present, 'goodness');
  const rated = present.filter((leaf) => leaf.planned !== undefined);
  if (rated.length === 0) return { coverage, score, rating: 'unrated' };
  const [x, target, base] = [mean(rated, 'goodness'), mean(rated, 'planned'), mean(rated, 'base')];
  const progress = (x - base) / (target - base);
  const rating = x >= target - TOLERANCE ? 'green' : progress >= CLOSE ? 'yellow' : 'red';
  return { coverage, score, progress, rating };
}

const weightOf = (leaves: Leaf[]) => leaves.reduce((total, { weight }) => total + weight, 0);

/** Weighted mean on the scale of a component, 1 to 10. */
const mean = (leaves: Leaf[], side: 'goodness' | 'planned' | 'base') =>
  leaves.reduce((total, leaf) => total + leaf.weight * (1 + 9 * (leaf[side] ?? 0)), 0) / weightOf(leaves);
