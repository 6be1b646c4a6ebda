import { MethodError } from '#scoring-engine';
import { InputProblem } from '../input-problem.js';
import type { Run } from '../run.js';
import { withSourceFile } from '../tables/source-file.js';
import type { FileSeries } from './file-series.js';
import { readSeries } from './read-series.js';

/** Prints one line for every series of a file; what the engine refuses is told at the series' first line. */
export async function eachSeries(
  file: string,
  run: Run,
  resultOf: (series: FileSeries) => object,
): Promise<void> {
  await withSourceFile(file, run, async (source) => {
    for await (const series of readSeries(source, run)) await printResult(file, run, series, resultOf);
  });
}

/** Prints the line of one series, or tells what the engine refuses about it. */
export async function printResult(
  file: string,
  run: Run,
  series: FileSeries,
  resultOf: (series: FileSeries) => object,
): Promise<void> {
  const result = judged(file, run, series, resultOf);
  if (result) await run.print({ series: series.name, ...result });
}

function judged(
  file: string,
  run: Run,
  series: FileSeries,
  resultOf: (series: FileSeries) => object,
): object | undefined {
  try {
    return resultOf(series);
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    const detail = `series ${series.name}: ${error.detail}`;
    run.complain(new InputProblem(file, series.line, error.code, detail, { cause: error }));
    return undefined;
  }
}
