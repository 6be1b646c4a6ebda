import { alarmsOf } from './control-chart-alarms.js';
import { pooledLag1 } from './control-chart-lag1.js';
import type { SignalRule } from './control-chart-signal.js';
import type { Generator } from './seeded-generator.js';
import { normalQuantile } from './statistics-normal.js';
import type { SeriesPoint } from './statistics-series.js';

export interface PanelSettings {
  readonly units: number;
  readonly points: number;
  readonly lag1: number;
}

export interface FalseSignals extends PanelSettings {
  readonly seriesMonths: number;
  /** Alarms per 1,000 series-months, over every month of each series. */
  readonly per1000: number;
  /** Alarms at the newest month only, per 1,000 series: what a month's close brings. */
  readonly newestPer1000: number;
  readonly byRule: Readonly<Record<SignalRule, number>>;
}

export interface ShiftPower extends PanelSettings {
  /** Size of the lasting change of level in σ. */
  readonly shift: number;
  /** Share of shifted series with an alarm on the right side within 1, 2, … months. */
  readonly foundWithin: readonly number[];
}

function normal(random: Generator): number {
  return normalQuantile(random() + 2 ** -34);
}

/** A stable series x_t = φ x_{t−1} + √(1 − φ²) e_t with variance 1, started in its long-run distribution. */
function stableSeries(points: number, lag1: number, random: Generator): number[] {
  const noise = Math.sqrt(1 - lag1 * lag1);
  const values = [normal(random)];
  while (values.length < points) values.push(lag1 * values[values.length - 1]! + noise * normal(random));
  return values;
}

function pointsOf(values: readonly number[]): readonly SeriesPoint[] {
  return values.map((value, index) => ({ index, value }));
}

/** Alarms on panels whose every series is stable, so that each alarm is false. */
export function falseSignals(settings: PanelSettings, panels: number, random: Generator): FalseSignals {
  const { units, points, lag1 } = settings;
  const byRule = { 'beyond-limits': 0, 'seven-on-one-side': 0, 'seven-point-trend': 0, ewma: 0 };
  let newest = 0;
  for (let panel = 0; panel < panels; panel += 1) {
    const series = Array.from({ length: units }, () => stableSeries(points, lag1, random));
    const pooled = pooledLag1(series);
    for (const values of series) {
      for (const { index, rule } of alarmsOf(pointsOf(values), { lag1: pooled })) {
        byRule[rule] += 1;
        if (index === points - 1) newest += 1;
      }
    }
  }
  const seriesMonths = panels * units * points;
  const total = Object.values(byRule).reduce((sum, count) => sum + count, 0);
  const newestPer1000 = (newest / (panels * units)) * 1000;
  return { ...settings, seriesMonths, per1000: (total / seriesMonths) * 1000, newestPer1000, byRule };
}

/** The first month after a shift with an alarm above the centre; `undefined` if none of the months has one. */
function monthFound(values: readonly number[], settings: PanelSettings, pooled: number): number | undefined {
  const { points } = settings;
  for (let month = 1; month <= values.length - points; month += 1) {
    const window = pointsOf(values.slice(month, month + points));
    const since = points - month;
    const alarms = alarmsOf(window, { lag1: pooled });
    if (alarms.some(({ index, side }) => index >= since && side === 'above')) return month;
  }
  return undefined;
}

/**
 * How soon a lasting shift of one unit of a panel is seen: month by month the window moves on, the correlation is
 * pooled over the panel's stable units and the shifted one.
 */
export function shiftPower(
  settings: PanelSettings & { readonly shift: number; readonly months: number },
  panels: number,
  random: Generator,
): ShiftPower {
  const { units, points, lag1, shift, months } = settings;
  const found = new Array<number>(months).fill(0);
  for (let panel = 0; panel < panels; panel += 1) {
    const series = Array.from({ length: units }, () => stableSeries(points + months, lag1, random));
    const shifted = series[0]!.map((value, at) => (at >= points ? value + shift : value));
    const pooled = pooledLag1([shifted, ...series.slice(1)].map((values) => values.slice(-points)));
    const month = monthFound(shifted, settings, pooled);
    for (let within = month ?? months + 1; within <= months; within += 1) found[within - 1]! += 1;
  }
  return { units, points, lag1, shift, foundWithin: found.map((count) => count / panels) };
}
