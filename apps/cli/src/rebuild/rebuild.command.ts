import type { Command } from 'commander';
import type { Run } from '../run.js';

/** `chiso rebuild`: a service's state is made anew from the topics and put in the place of the one it has. */
export function addRebuild(program: Command, run: Run): void {
  program
    .command('rebuild <service>')
    .description('makes the state of a service anew from the topics, then puts it in place of the old one')
    .action(async (service: string) => {
      const [{ operate }, { rebuild }] = await Promise.all([
        import('../operator/operator-problem.js'),
        import('./rebuild.js'),
      ]);
      await operate(run, () => rebuild(run, service));
    });
}
