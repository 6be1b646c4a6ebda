import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { wholeNumberFrom } from '../options.js';
import type { Run } from '../run.js';
import type { ListOptions } from './list-letters.js';
import type { ReplayOptions } from './settle-letters.js';

const operator = (): Option =>
  new Option('--by <name>', 'who asks; kept with the letter').default(userInfo().username);

/** `chiso dead-letters`: what the services could not process, and what to do about it. */
export function addDeadLetters(program: Command, run: Run): void {
  const letters = program
    .command('dead-letters')
    .description('what the services could not process: list, show, replay, discard');
  addLooks(letters, run);
  addActs(letters, run);
}

function addLooks(letters: Command, run: Run): void {
  letters
    .command('list')
    .description('the dead letters of all services, with the reason of each')
    .option('--service <name>', 'of one service')
    .option('--topic <name>', 'of one topic')
    .addOption(
      new Option('--state <state>', 'open, replayed, discarded or all')
        .choices(['open', 'replayed', 'discarded', 'all'])
        .default('open'),
    )
    .option('--limit <count>', 'at most so many', wholeNumberFrom(1, 100_000), 100)
    .option('--json', 'JSON Lines instead of a table')
    .action((options: ListOptions) =>
      within(run, async () => (await import('./list-letters.js')).listLetters(run, options)),
    );
  letters
    .command('show <letter...>')
    .description('dead letters whole, with the record as it came')
    .option('--json', 'JSON Lines')
    .action((names: string[], { json }: { json?: boolean }) =>
      within(run, async () => (await import('./list-letters.js')).showLetters(run, names, json === true)),
    );
}

function addActs(letters: Command, run: Run): void {
  letters
    .command('replay [letter...]')
    .description('has the service process them again, from its own table; ends with 1 where one fails again')
    .option('--all', 'all that are open')
    .option('--service <name>', 'with --all: of one service')
    .option('--topic <name>', 'with --all: of one topic')
    .addOption(operator())
    .option('--wait <seconds>', 'how long to wait for the service', wholeNumberFrom(1, 86_400), 60)
    .action((names: string[], options: ReplayOptions) =>
      within(run, async () => (await import('./settle-letters.js')).replayLetters(run, names, options)),
    );
  letters
    .command('discard <letter...>')
    .description('sets them aside for good; they stay in the table with the reason')
    .requiredOption('--reason <text>', 'why they are not needed')
    .addOption(operator())
    .action((names: string[], options: { reason: string; by: string }) =>
      within(run, async () => (await import('./settle-letters.js')).discardLetters(run, names, options)),
    );
}

/** Loaded when asked for: the commands on files need no database. */
async function within(run: Run, work: () => Promise<void>): Promise<void> {
  const { operate } = await import('../operator/operator-problem.js');
  await operate(run, work);
}
