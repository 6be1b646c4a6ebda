import { RUN_LENGTH, sevenOnOneSide, sevenPointTrend } from './control-chart-rules.js';
import { signalAt, type ChartedValues, type Signal } from './control-chart-signal.js';

type RunRule = 'seven-on-one-side' | 'seven-point-trend';

export interface RunSignals {
  readonly alarms: readonly Signal<RunRule>[];
  readonly hints: readonly Signal<RunRule>[];
}

/**
 * Seven on one side is an alarm only where the mean of the seven is also 3 of its own standard deviations from the
 * centre: the bare rule flags 11 of 1,000 stable points without correlation and 114 at 0.6, this one 1.
 */
const FAR_MEAN = 3;
/** The same for a trend of seven: its rise in standard deviations; the bare rule flags 0.3 to 4 of 1,000. */
const FAR_RISE = 2.8;

/** Standard deviation of the mean of seven neighbours with correlations r^k: σ/7 √(7 + 2 Σ (7 − k) r^k). */
function deviationOfRunMean({ sigma, lag1 }: ChartedValues): number {
  let variance = RUN_LENGTH;
  let power = 1;
  for (let k = 1; k < RUN_LENGTH; k += 1) {
    power *= lag1;
    variance += 2 * (RUN_LENGTH - k) * power;
  }
  return (sigma * Math.sqrt(variance)) / RUN_LENGTH;
}

/** Standard deviation of the difference of two points six periods apart: σ √(2 (1 − r⁶)). */
function deviationOfRise({ sigma, lag1 }: ChartedValues): number {
  const cube = lag1 * lag1 * lag1;
  return sigma * Math.sqrt(2 * (1 - cube * cube));
}

function runMean({ values, centre }: ChartedValues, at: number): number {
  let sum = 0;
  for (let back = 0; back < RUN_LENGTH; back += 1) sum += values[at - back]! - centre;
  return sum / RUN_LENGTH;
}

/** The run rules on a chart's points: alarms where the run is far or steep as well as long, else hints. */
export function runSignals(charted: ChartedValues): RunSignals {
  const { values, centre } = charted;
  const farMean = FAR_MEAN * deviationOfRunMean(charted);
  const farRise = FAR_RISE * deviationOfRise(charted);
  const sides = sevenOnOneSide(Array.from(values, (value) => Math.sign(value - centre)));
  const trends = sevenPointTrend(values);
  const alarms: Signal<RunRule>[] = [];
  const hints: Signal<RunRule>[] = [];
  values.forEach((value, at) => {
    const side = sides[at]!;
    const trend = trends[at]!;
    if (side !== 0) {
      const far = Math.abs(runMean(charted, at)) > farMean;
      (far ? alarms : hints).push(signalAt(charted, at, 'seven-on-one-side', side));
    }
    if (trend !== 0) {
      const steep = Math.abs(value - values[at - RUN_LENGTH + 1]!) > farRise;
      (steep ? alarms : hints).push(signalAt(charted, at, 'seven-point-trend', trend));
    }
  });
  return { alarms, hints };
}
