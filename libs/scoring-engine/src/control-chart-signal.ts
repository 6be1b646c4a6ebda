/** Rules whose signals are alarms: together at most 5 false ones per 1,000 stable series a month. */
export type SignalRule = 'beyond-limits' | 'seven-on-one-side' | 'seven-point-trend' | 'ewma';
/** Rules that are drawn on the chart and raise nothing. */
export type HintRule = 'beyond-plain-limits' | 'seven-on-one-side' | 'seven-point-trend' | 'two-of-three';

export interface Signal<Rule = SignalRule> {
  /** Period index of the point. */
  readonly index: number;
  readonly rule: Rule;
  readonly side: 'above' | 'below';
}

/** What a chart's rules judge: the values, their centre, and the spread that allows for lag-1 correlation. */
export interface ChartedValues {
  readonly indexes: Float64Array;
  readonly values: Float64Array;
  readonly centre: number;
  readonly sigma: number;
  readonly lag1: number;
}

export function signalAt<Rule>(
  charted: ChartedValues,
  at: number,
  rule: Rule,
  distance: number,
): Signal<Rule> {
  return { index: charted.indexes[at]!, rule, side: distance > 0 ? 'above' : 'below' };
}
