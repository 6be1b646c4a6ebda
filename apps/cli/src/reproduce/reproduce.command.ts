import { type Command, Option } from 'commander';
import type { Run } from '../run.js';
import type { AgreementLine } from './agreement-line.js';
import { reproduce766 } from './reproduce-766.js';
import { reproducePapi } from './reproduce-papi.js';
import { reproducePci } from './reproduce-pci.js';
import { reproduceSubIndices } from './reproduce-sub-indices.js';
import { shippedEditions } from './shipped-editions.js';
import { readShippedTable, type ReadTable } from './shipped-table.js';

const INDICES = ['PCI', 'PAPI', 'I766'] as const;

/** `chiso reproduce`: the published history from its parts; ends with 1 where a promised agreement fails. */
export function addReproduce(program: Command, run: Run, read: ReadTable = readShippedTable): void {
  program
    .command('reproduce')
    .description('how far the shipped history is reproduced from its parts, by index and year')
    .addOption(new Option('--index <index>', 'only this one').choices(INDICES))
    .action(async ({ index }: { readonly index?: (typeof INDICES)[number] }) => {
      for (const line of agreementLines(read, index === undefined ? INDICES : [index])) {
        await run.print(line);
        if (line.kept === false) run.fail();
      }
    });
}

function agreementLines(read: ReadTable, indices: readonly (typeof INDICES)[number][]): AgreementLine[] {
  const editions = shippedEditions(read);
  const lines = {
    PCI: () => [...reproducePci(read, editions), ...reproduceSubIndices(read, editions)],
    PAPI: () => reproducePapi(read, editions),
    I766: () => reproduce766(read),
  };
  return indices.flatMap((index) => lines[index]());
}
