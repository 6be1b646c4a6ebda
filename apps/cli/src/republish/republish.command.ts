import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { wholeNumberFrom } from '../options.js';
import type { Run } from '../run.js';
import type { RepublishOptions } from './republish.js';

/** `chiso republish`: the owner of a topic sends its states again. */
export function addRepublish(program: Command, run: Run): void {
  program
    .command('republish <topic-or-service>')
    .description(
      'has the owner send the states of a topic, or of all its topics, again: same ids, times and versions',
    )
    .option('--all', 'every version that is kept, not only the newest of each')
    .option('--by <name>', 'who asks', userInfo().username)
    .option('--wait <seconds>', 'how long to wait for the service', wholeNumberFrom(1, 86_400), 600)
    .action(async (target: string, options: RepublishOptions) => {
      const [{ operate }, { republish }] = await Promise.all([
        import('../operator/operator-problem.js'),
        import('./republish.js'),
      ]);
      await operate(run, () => republish(run, target, options));
    });
}
