import { type Command, Option } from 'commander';
import { controlChart, ewmaChart, pooledLag1, type Signal } from '#scoring-engine';
import type { Run } from '../run.js';
import { printResult } from '../series/each-series.js';
import type { FileSeries } from '../series/file-series.js';
import { periodAt } from '../series/period-index.js';
import { readSeries } from '../series/read-series.js';
import { withSourceFile } from '../tables/source-file.js';

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
    .action((file: string, options: LimitsOptions) => limitsOfFile(file, options, run));
}

/** The file is the panel: its series of one frequency together estimate the lag-1 correlation that limits allow for. */
async function limitsOfFile(file: string, options: LimitsOptions, run: Run): Promise<void> {
  const all = await withSourceFile(file, run, async (source) => {
    const read: FileSeries[] = [];
    for await (const series of readSeries(source, run)) read.push(series);
    return read;
  });
  const byFrequency = Map.groupBy(all, ({ frequency }) => frequency);
  const pooled = new Map(
    [...byFrequency].map(([frequency, panel]) => [
      frequency,
      pooledLag1(panel.map(({ points }) => points.map(({ value }) => value))),
    ]),
  );
  for (const series of all)
    await printResult(file, run, series, (each) =>
      limitsLine(each, options, pooled.get(each.frequency) ?? 0),
    );
}

function limitsLine(series: FileSeries, { chart }: LimitsOptions, pooled: number): object {
  const chartOf = chart === 'xmr' ? controlChart : ewmaChart;
  const { n, centre, lower, upper, guardedLower, guardedUpper, lag1, signals, hints } = chartOf(
    series.points,
    { lag1: pooled },
  );
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
