import { pooledLag1, requireLag1 } from './control-chart-lag1.js';
import { FEWEST_CHARTED, sigmaFromRanges, xmrLimits, type XmrLimits } from './control-chart-limits.js';
import { twoOfThree } from './control-chart-rules.js';
import { runSignals } from './control-chart-runs.js';
import { signalAt, type ChartedValues, type HintRule, type Signal } from './control-chart-signal.js';
import { indexesOf, requireFinite, requireRising, valuesOf, type SeriesPoint } from './statistics-series.js';

export interface ChartLimits {
  readonly centre: number;
  /** Plain limits, as any textbook gives them. */
  readonly lower: number;
  readonly upper: number;
  /** Limits that allow for a short baseline and lag-1 correlation; alarms are raised by these. */
  readonly guardedLower: number;
  readonly guardedUpper: number;
  /** The lag-1 correlation allowed for. */
  readonly lag1: number;
}

export interface ControlChart extends Partial<ChartLimits> {
  readonly n: number;
  readonly signals: readonly Signal[];
  readonly hints: readonly Signal<HintRule>[];
}

export interface ControlChartSettings {
  /** Pooled over the panel (`pooledLag1`); absent: from the series alone, which widens its limits more. */
  readonly lag1?: number;
}

/** The values of a series as its charts judge them, with its XmR limits. */
export interface XmrCharted extends ChartedValues {
  readonly plain: XmrLimits;
}

/** What the charts of a series judge; undefined under 12 points. */
export function chartedValues(
  points: readonly SeriesPoint[],
  { lag1 }: ControlChartSettings,
): XmrCharted | undefined {
  const indexes = indexesOf(points);
  const values = valuesOf(points);
  requireRising(indexes);
  requireFinite(values);
  if (lag1 !== undefined) requireLag1(lag1);
  if (values.length < FEWEST_CHARTED) return undefined;
  const allowed = lag1 ?? pooledLag1([values]);
  const plain = xmrLimits(values);
  // Screening a series of mostly equal values leaves ranges of 0, and any other value would be an alarm.
  const meanRange = plain.meanRange > 0 ? plain.meanRange : xmrLimits(values, false).meanRange;
  const sigma = sigmaFromRanges(meanRange, allowed);
  return { indexes, values, centre: plain.centre, sigma, lag1: allowed, plain };
}

/**
 * Guarded limits reach (3.25 + 5/n) σ instead of 3 σ: 1.5 of 1,000 stable points lie beyond that when centre and
 * σ come from the same 12 to 60 points, where 4 lie beyond 3 σ.
 */
function guardedReach({ values, sigma }: ChartedValues): number {
  return (3.25 + 5 / values.length) * sigma;
}

/** Guarded limits are never narrower than the plain ones. */
const reachOf = (charted: XmrCharted): number =>
  Math.max(guardedReach(charted), charted.plain.upper - charted.centre);

function pointSignals(charted: XmrCharted, reach: number) {
  const { values, centre, plain } = charted;
  const signals: Signal[] = [];
  const hints: Signal<HintRule>[] = [];
  const close: boolean[] = [];
  values.forEach((value, at) => {
    const distance = value - centre;
    const inside = value >= plain.lower && value <= plain.upper;
    close.push(inside && Math.abs(distance) > ((plain.upper - centre) * 2) / 3);
    if (Math.abs(distance) > reach) signals.push(signalAt(charted, at, 'beyond-limits', distance));
    else if (!inside) hints.push(signalAt(charted, at, 'beyond-plain-limits', distance));
  });
  const sides = Array.from(values, (value) => Math.sign(value - centre));
  twoOfThree(close, sides).forEach((flagged, at) => {
    if (flagged) hints.push(signalAt(charted, at, 'two-of-three', sides[at]!));
  });
  return { signals, hints };
}

/** The alarms of the XmR chart alone, without its limits and hints. */
export function xmrAlarms(charted: XmrCharted): readonly Signal[] {
  const { values, centre } = charted;
  const reach = reachOf(charted);
  const beyond: Signal[] = [];
  values.forEach((value, at) => {
    if (Math.abs(value - centre) > reach) beyond.push(signalAt(charted, at, 'beyond-limits', value - centre));
  });
  return [...beyond, ...runSignals(charted).alarms];
}

function inOrder<Rule extends string>(signals: readonly Signal<Rule>[]): readonly Signal<Rule>[] {
  return signals.toSorted((a, b) => a.index - b.index || (a.rule < b.rule ? -1 : 1));
}

/**
 * XmR chart of individual values (Shewhart 1931; Wheeler & Chambers 1992): plain and guarded limits, alarms by the
 * guarded limits and by runs, hints beside them. It is computed from the window, so a signal may be withdrawn when
 * a value is corrected. Under 12 points it has neither limits nor signals.
 */
export function controlChart(
  points: readonly SeriesPoint[],
  settings: ControlChartSettings = {},
): ControlChart {
  const charted = chartedValues(points, settings);
  if (charted === undefined) return { n: points.length, signals: [], hints: [] };
  const { centre, lag1, plain } = charted;
  const reach = reachOf(charted);
  const beyond = pointSignals(charted, reach);
  const runs = runSignals(charted);
  return {
    n: points.length,
    centre,
    lower: plain.lower,
    upper: plain.upper,
    guardedLower: centre - reach,
    guardedUpper: centre + reach,
    lag1,
    signals: inOrder([...beyond.signals, ...runs.alarms]),
    hints: inOrder([...beyond.hints, ...runs.hints]),
  };
}
