import type { Command } from 'commander';
import type { StatusResponse } from '#contracts';
import { operate } from '../operator/operator-problem.js';
import type { Run } from '../run.js';

/** `chiso status`: what the running system is doing. */
export function addStatus(program: Command, run: Run): void {
  program
    .command('status')
    .description('services, business time, loading, demo and lag of the running system')
    .action(() => operate(run, () => showStatus(run)));
}

async function showStatus(run: Run): Promise<void> {
  const [{ runningSystem }, { tell, wrong }, { lookAtServices }, { reachableBroker }, { lags }] =
    await Promise.all([
      import('./running-system.js'),
      import('./finding.js'),
      import('./services.js'),
      import('./broker.js'),
      import('./lag.js'),
    ]);
  const system = runningSystem();
  const services = await lookAtServices(system);
  if (services.length === 0)
    return tell(run, [wrong('System', `none runs on ${system.folder}`, 'Start it with npm start.')]);
  tell(run, services);
  for (const line of await gatewayLines(system.gateway)) run.say(`${line}\n`);
  const client = await reachableBroker(system);
  for (const { group, records } of client ? await lags(client) : [])
    run.say(`  ${group}: ${records} records behind\n`);
}

async function gatewayLines(gateway: string): Promise<string[]> {
  try {
    const answer = await fetch(`${gateway}/api/v1/status`, { signal: AbortSignal.timeout(5000) });
    return answer.ok
      ? linesOf((await answer.json()) as StatusResponse)
      : [`  the gateway answers ${answer.status}`];
  } catch {
    return ['  the gateway does not answer'];
  }
}

export function linesOf({ now, catalogueVersion, load, demo }: StatusResponse): string[] {
  return [
    `  business time ${now}, catalogue version ${catalogueVersion}`,
    ...load.map(
      ({ task, done, total, finished }) => `  ${task}: ${done} of ${total}${finished ? '' : ', going on'}`,
    ),
    ...(demo
      ? [`  demo ${demo.state}: ${demo.played} of ${demo.total} values, ${demo.from} to ${demo.until}`]
      : []),
  ];
}
