import { type Command, Option } from 'commander';
import { changePoints, MINIMUM_SEGMENT } from '#scoring-engine';
import { automaticOrNumber, wholeNumberFrom } from '../options.js';
import type { Run } from '../run.js';
import { eachSeries } from '../series/each-series.js';

interface ChangepointsOptions {
  readonly penalty: number | 'auto';
  readonly minSegment: number;
}

/** `chiso changepoints`: where the level of each series changed. */
export function addChangepoints(program: Command, run: Run): void {
  program
    .command('changepoints')
    .description('changes of level of each series, by index of the first point of each new segment')
    .argument('<file>', 'CSV with series,period,value; - for standard input')
    .addOption(
      new Option('--penalty <number>', 'cost of one more break').argParser(automaticOrNumber).default('auto'),
    )
    .addOption(
      new Option('--min-segment <points>', 'shortest segment')
        .argParser(wholeNumberFrom(1))
        .default(MINIMUM_SEGMENT),
    )
    .action((file: string, { penalty, minSegment }: ChangepointsOptions) =>
      eachSeries(file, run, ({ points }) =>
        changePoints(
          points.map(({ value }) => value),
          { minimumSegment: minSegment, ...(penalty === 'auto' ? {} : { penalty }) },
        ),
      ),
    );
}
