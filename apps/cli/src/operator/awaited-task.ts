import { setTimeout as sleep } from 'node:timers/promises';
import type { OperatorDesk, TaskState } from '#messaging';
import { OperatorProblem } from './operator-problem.js';

const LOOK_EVERY_MS = 500;

/**
 * Waits until the running service has done what it was asked for. Throws OperatorProblem: with the service's own code where
 * it cannot be done, `task.waits` where it is not done in time.
 */
export async function awaitedTask(
  { service, desk }: { readonly service: string; readonly desk: OperatorDesk },
  task: number,
  seconds: number,
): Promise<TaskState> {
  for (const from = Date.now(); ; await sleep(LOOK_EVERY_MS)) {
    const state = await desk.task(task);
    if (state?.ended) {
      if (state.problem !== null) throw problemOf(state.problem);
      return state;
    }
    if (Date.now() - from > seconds * 1000)
      throw new OperatorProblem(
        'task.waits',
        `${service} has not done it within ${seconds} s and will do it as soon as it runs; chiso status says whether it does, its log what holds it up`,
      );
  }
}

function problemOf(problem: string): OperatorProblem {
  const at = problem.indexOf(': ');
  return new OperatorProblem(problem.slice(0, at), problem.slice(at + 2));
}
