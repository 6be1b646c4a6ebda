import { type Finding, right, wrong } from './finding.js';
import type { RunningSystem } from './running-system.js';

interface Health {
  readonly faults?: Readonly<Record<string, string>>;
}

/** Whether each service of the running system is ready, and what it lacks. */
export function lookAtServices({ services, folder }: RunningSystem): Promise<Finding[]> {
  return Promise.all(Object.entries(services).map(([name, url]) => lookAtService(name, url, folder)));
}

async function lookAtService(name: string, url: string, folder: string): Promise<Finding> {
  const advice = `Look into ${folder}/logs/${name}.log.`;
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) });
    if (answer.ok) return right(name, `ready at ${url}`);
    const { faults = {} } = (await answer.json()) as Health;
    const lacks = Object.entries(faults).map(([check, sentence]) => `${check}: ${sentence}`);
    return wrong(name, `not ready: ${lacks.join('; ') || answer.status}`, advice);
  } catch {
    return wrong(name, `does not answer at ${url}`, advice);
  }
}
