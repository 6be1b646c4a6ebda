import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumberFrom } from '../options.js';
import type { Run } from '../run.js';
import { daysOf, type NamedDays } from './days-of-period.js';
import type { RecomputeOptions } from './recompute.js';

function period(text: string): NamedDays {
  const days = daysOf(text);
  if (days) return days;
  throw new InvalidArgumentError('Give a year, half, quarter or month: 2024, 2024-H1, 2024-Q1, 2024-03.');
}

/** `chiso recompute`: the running scoring service computes again; only what differs goes out. */
export function addRecompute(program: Command, run: Run): void {
  program
    .command('recompute')
    .description('has scoring compute again, everything or a part of it; only what differs is sent')
    .option('--index <code>', 'of one index: PCI, PAPI, LEAD.COMP, SVC …')
    .option('--unit <code>', 'of one unit')
    .option('--from <period>', 'periods that end from the beginning of this one on', period)
    .option('--to <period>', 'periods that end until the end of this one', period)
    .option('--by <name>', 'who asks', userInfo().username)
    .option('--wait <seconds>', 'how long to wait for the service', wholeNumberFrom(1, 86_400), 600)
    .action(async (options: RecomputeOptions, command: Command) => {
      const { from, to } = options;
      if (from && to && from.firstDay > to.lastDay) command.error('error: --from comes after --to');
      const [{ operate }, { recompute }] = await Promise.all([
        import('../operator/operator-problem.js'),
        import('./recompute.js'),
      ]);
      await operate(run, () => recompute(run, options));
    });
}
