import type { Command } from 'commander';
import { operate } from '../operator/operator-problem.js';
import type { Run } from '../run.js';

/** `chiso doctor`: looks at everything that the system stands on, and says what to do. */
export function addDoctor(program: Command, run: Run): void {
  program
    .command('doctor')
    .description('checks Java, port, disk, broker, topics, lag, database and services; says what to do')
    .action(() => operate(run, () => examine(run)));
}

/** Loaded when asked for: the commands on files need neither broker nor database. */
async function examine(run: Run): Promise<void> {
  const [
    { runningSystem },
    { tell },
    { lookAtMachine },
    { lookAtBroker },
    { lookAtDatabase },
    { lookAtServices },
  ] = await Promise.all([
    import('./running-system.js'),
    import('./finding.js'),
    import('./machine.js'),
    import('./broker.js'),
    import('./database.js'),
    import('./services.js'),
  ]);
  const system = runningSystem();
  const looks = [
    lookAtMachine(system),
    lookAtBroker(system),
    lookAtDatabase(system).then((one) => [one]),
    lookAtServices(system),
  ];
  tell(run, (await Promise.all(looks)).flat());
}
