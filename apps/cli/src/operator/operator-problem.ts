import type { Run } from '../run.js';

/** Why an operator's command cannot be done: a stable code, and a sentence that says what to do. */
export class OperatorProblem extends Error {
  override readonly name = 'OperatorProblem';

  constructor(
    readonly code: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** Runs the command; what stands in its way is told as `code: sentence`, and the call ends with 1. */
export async function operate(run: Run, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof OperatorProblem)) throw error;
    run.warn(`${error.code}: ${error.message}\n`);
    run.fail();
  }
}
