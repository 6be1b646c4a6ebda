import type { Command } from 'commander';
import { type CompositeRow, computeComposite } from '#scoring-engine';
import type { Run } from '../run.js';
import { withCrossSections } from './with-cross-sections.js';

/** `chiso composite`: every node of an index for every unit. */
export function addComposite(program: Command, run: Run): void {
  program
    .command('composite')
    .description('value, rank, coverage and contributions of every node of an index for every unit')
    .argument('<method>', 'edition document (METHOD.json)')
    .argument('<data>', 'CSV with unit,CODE…; may have a column period; - for standard input')
    .action((methodFile: string, dataFile: string) =>
      withCrossSections(methodFile, dataFile, run, async ({ document }, sections) => {
        for (const { period, data } of sections)
          for (const row of computeComposite(document, data)) await run.print(compositeLine(row, period));
      }),
    );
}

/** Flags are there only where they are raised. */
function compositeLine({ imputed, unit, ...row }: CompositeRow, period: string | undefined): object {
  return { unit, ...(period === undefined ? {} : { period }), ...row, ...(imputed ? { imputed } : {}) };
}
