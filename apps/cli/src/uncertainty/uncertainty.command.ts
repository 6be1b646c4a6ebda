import { type Command, Option } from 'commander';
import { uncertaintyOf } from '#scoring-engine';
import { withCrossSections } from '../composite/with-cross-sections.js';
import { InputProblem } from '../input-problem.js';
import { wholeNumberFrom } from '../options.js';
import type { Run } from '../run.js';

interface UncertaintyOptions {
  readonly draws: number;
  readonly seed: string;
}

/** `chiso uncertainty`: how far ranks move when the uncertain choices of a method are drawn again. */
export function addUncertainty(program: Command, run: Run): void {
  program
    .command('uncertainty')
    .description('rank intervals of the units, then the share of each uncertain choice')
    .argument('<method>', 'edition document (METHOD.json) that says what is uncertain')
    .argument('<data>', 'CSV with unit,CODE…; - for standard input')
    .addOption(
      new Option('--draws <number>', 'how often to draw').argParser(wholeNumberFrom(2)).makeOptionMandatory(),
    )
    .addOption(new Option('--seed <seed>', 'the same seed draws the same').makeOptionMandatory())
    .action((methodFile: string, dataFile: string, { draws, seed }: UncertaintyOptions) =>
      withCrossSections(methodFile, dataFile, run, async ({ document }, [section, another]) => {
        if (!section) return;
        if (another) {
          const detail = `ranks of ${section.period} and ${another.period} do not mix; use a file for each`;
          throw new InputProblem(dataFile, 1, 'period.mixed', detail);
        }
        const { ranks, factors } = uncertaintyOf({ document, data: section.data, draws, seed });
        for (const line of [...ranks, ...factors]) await run.print(line);
      }),
    );
}
