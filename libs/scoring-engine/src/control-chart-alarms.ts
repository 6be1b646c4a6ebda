import { chartedValues, type ControlChartSettings, xmrAlarms } from './control-chart.js';
import type { Signal } from './control-chart-signal.js';
import { ewmaAlarms } from './ewma.js';
import type { SeriesPoint } from './statistics-series.js';

/** Most false alarms per 1,000 stable series a month, over all rules of both charts together. */
export const ALARM_BUDGET_PER_1000 = 5;

/** The alarms of a series: those of its XmR chart and of the EWMA chart beside it, in order of time. */
export function alarmsOf(
  points: readonly SeriesPoint[],
  settings: ControlChartSettings = {},
): readonly Signal[] {
  const charted = chartedValues(points, settings);
  if (charted === undefined) return [];
  const signals = [...xmrAlarms(charted), ...ewmaAlarms(charted)];
  return signals.toSorted((a, b) => a.index - b.index || (a.rule < b.rule ? -1 : 1));
}
