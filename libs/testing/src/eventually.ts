import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds after which the last failure is thrown. */
  readonly within?: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

/**
 * Calls `look` until it neither throws nor answers `false` or `undefined`, and returns its answer; expectations go inside.
 * Waiting for what a person would see, instead of for a time that a slow machine does not keep.
 */
export async function eventually<T>(
  look: () => T | Promise<T>,
  { within = 10_000, every = 25 }: Patience = {},
): Promise<Exclude<T, false | undefined>> {
  const from = performance.now();
  for (;;) {
    const { answer, problem } = await attempt(look);
    if (problem === undefined && answer !== undefined && answer !== false)
      return answer as Exclude<T, false | undefined>;
    if (performance.now() - from > within) throw tooLate(within, problem);
    await sleep(every);
  }
}

async function attempt<T>(look: () => T | Promise<T>): Promise<{ answer?: T; problem?: unknown }> {
  try {
    return { answer: await look() };
  } catch (problem) {
    return { problem: problem ?? new Error('thrown without a reason') };
  }
}

function tooLate(within: number, problem: unknown): Error {
  const thrown = problem instanceof Error ? problem.message : JSON.stringify(problem);
  const why = problem === undefined ? 'its answer stayed false' : thrown;
  return new Error(`not so within ${within} ms: ${why}`, { cause: problem });
}
