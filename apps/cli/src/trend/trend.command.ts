import { type Command, Option } from 'commander';
import { MethodError, trendOf, type TrendSettings } from '#scoring-engine';
import { share, wholeNumberFrom } from '../options.js';
import type { Run } from '../run.js';
import { eachSeries } from '../series/each-series.js';
import type { FileSeries } from '../series/file-series.js';

/** Every pair of points has a slope: 5,000 points are 12 million of them. */
const LONGEST_SERIES = 5000;
const MONTHS = 12;

interface TrendOptions {
  readonly direction: 'up' | 'down';
  readonly confidence: number;
  readonly season?: number;
}

/** `chiso trend`: Mann–Kendall, Sen's slope and a verdict for each series. */
export function addTrend(program: Command, run: Run): void {
  program
    .command('trend')
    .description("Sen's slope, Mann-Kendall test and verdict for each series")
    .argument('<file>', 'CSV with series,period,value; - for standard input')
    .addOption(new Option('--direction <way>', 'which way is better').choices(['up', 'down']).default('up'))
    .addOption(new Option('--confidence <share>', 'of the interval').argParser(share).default(0.95))
    .addOption(
      new Option(
        '--season <periods>',
        'periods a cycle, used from three cycles on (default: 12 for months, none otherwise)',
      ).argParser(wholeNumberFrom(2)),
    )
    .action((file: string, options: TrendOptions) =>
      eachSeries(file, run, (series) => trendLine(series, options)),
    );
}

/** A file names no threshold of its indicators, so every slope that is evident counts. */
function trendLine(series: FileSeries, { direction, confidence, season }: TrendOptions): object {
  if (series.points.length > LONGEST_SERIES) {
    const detail = `it has ${series.points.length} points; give at most ${LONGEST_SERIES}`;
    throw new MethodError('series.too-long', detail);
  }
  const cycle = season ?? (series.frequency === 'month' ? MONTHS : undefined);
  const settings: TrendSettings = { direction, confidence, threshold: 0 };
  return trendOf(series.points, cycle === undefined ? settings : { ...settings, season: cycle });
}
