import { type Command, Option } from 'commander';
import { controlChart, ewmaChart, type Signal } from '#scoring-engine';
import type { Run } from '../run.js';
import { eachSeries } from '../series/each-series.js';
import type { FileSeries } from '../series/file-series.js';
import { periodAt } from '../series/period-index.js';

interface LimitsOptions {
  readonly chart: 'xmr' | 'ewma';
}

/** `chiso limits`: control limits and signals of each series. */
export function addLimits(program: Command, run: Run): void {
  program
    .command('limits')
    .description('control limits, plain and guarded, and the points that break a rule')
    .argument('<file>', 'CSV with series,period,value; - for standard input')
    .addOption(
      new Option('--chart <kind>', 'single values, or their moving average')
        .choices(['xmr', 'ewma'])
        .default('xmr'),
    )
    .action((file: string, options: LimitsOptions) =>
      eachSeries(file, run, (series) => limitsLine(series, options)),
    );
}

/** A file knows no panel, so each series' limits allow for the lag-1 correlation of that series alone. */
function limitsLine(series: FileSeries, { chart }: LimitsOptions): object {
  const { n, centre, lower, upper, guardedLower, guardedUpper, lag1, signals, hints } =
    chart === 'xmr' ? controlChart(series.points) : ewmaChart(series.points);
  if (centre === undefined) return { n };
  const named = ({ index, rule, side }: Signal<string>): object => ({
    period: periodAt({ frequency: series.frequency, index }),
    rule,
    side,
  });
  return {
    n,
    centre,
    lower,
    upper,
    guardedLower,
    guardedUpper,
    lag1,
    signals: signals.map(named),
    hints: hints.map(named),
  };
}
