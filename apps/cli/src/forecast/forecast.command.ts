import { type Command, Option } from 'commander';
import {
  type Fan,
  FEWEST_FORECAST,
  forecastPanel,
  type ForecastSettings,
  MethodError,
} from '#scoring-engine';
import { InputProblem } from '../input-problem.js';
import { wholeNumberFrom } from '../options.js';
import type { Run } from '../run.js';
import type { FileSeries } from '../series/file-series.js';
import { periodAt, type SeriesFrequency } from '../series/period-index.js';
import { readSeries } from '../series/read-series.js';
import { withSourceFile } from '../tables/source-file.js';

const METHODS = ['auto', 'ses', 'holt', 'damped', 'theta', 'snaive', 'shrunken-ses'] as const;
const LONGEST_HORIZON = 60;
/** Periods a cycle; years have none. */
const SEASONS: Readonly<Partial<Record<SeriesFrequency, number>>> = {
  half: 2,
  quarter: 4,
  month: 12,
  week: 52,
  day: 7,
};

interface ForecastOptions {
  readonly horizon: number;
  readonly method: (typeof METHODS)[number];
}

/** `chiso forecast`: each series ahead, with intervals from the errors of all series of the file. */
export function addForecast(program: Command, run: Run): void {
  program
    .command('forecast')
    .description('forecasts with 80 and 95 % intervals from the past errors of all series of the file')
    .argument('<file>', 'CSV with series,period,value of one indicator; - for standard input')
    .addOption(
      new Option('--horizon <periods>', 'how far ahead')
        .argParser(wholeNumberFrom(1, LONGEST_HORIZON))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--method <name>', 'auto: shrunken-ses for years, else the mean of theta, damped and snaive')
        .choices(METHODS)
        .default('auto'),
    )
    .action((file: string, options: ForecastOptions) => forecastFile(file, options, run));
}

async function forecastFile(file: string, options: ForecastOptions, run: Run): Promise<void> {
  const panel = await withSourceFile(file, run, async (source) => {
    const all: FileSeries[] = [];
    for await (const series of readSeries(source, run)) if (isLongEnough(file, series, run)) all.push(series);
    return all;
  });
  const [first] = panel;
  if (!first) return;
  assertOneFrequency(file, first, panel);
  for (const fan of fansOf(file, first, panel, options)) await printFan(fan, first.frequency, run);
}

function isLongEnough(file: string, { name, line, points }: FileSeries, run: Run): boolean {
  if (points.length >= FEWEST_FORECAST) return true;
  const detail = `series ${name} has one value; a forecast needs ${FEWEST_FORECAST} at least`;
  run.complain(new InputProblem(file, line, 'series.too-short', detail));
  return false;
}

/** Errors of years and of months make no pool. */
function assertOneFrequency(file: string, first: FileSeries, panel: readonly FileSeries[]): void {
  const other = panel.find(({ frequency }) => frequency !== first.frequency);
  if (!other) return;
  const detail = `series ${other.name} has ${other.frequency}s, series ${first.name} has ${first.frequency}s; use a file for each`;
  throw new InputProblem(file, other.line, 'period.mixed', detail);
}

function fansOf(
  file: string,
  { frequency, line }: FileSeries,
  panel: readonly FileSeries[],
  { horizon, method }: ForecastOptions,
): readonly Fan[] {
  const season = SEASONS[frequency];
  const settings: ForecastSettings = { horizon, method, ...(season === undefined ? {} : { season }) };
  try {
    return forecastPanel(
      panel.map(({ name, points }) => ({ series: name, points })),
      settings,
    );
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    throw new InputProblem(file, line, error.code, error.detail, { cause: error });
  }
}

async function printFan(fan: Fan, frequency: SeriesFrequency, run: Run): Promise<void> {
  const { series, method, parameters } = fan;
  for (const { step, index, ...values } of fan.steps)
    await run.print({ series, step, period: periodAt({ frequency, index }), ...values, method, parameters });
}
