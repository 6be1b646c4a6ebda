/**
 * What the engine refuses: a stable code for machines, which keeps its meaning for ever, and a sentence for people.
 *
 * The codes are listed in method-error-codes.ts; a test compares that list with the sources.
 */
export class MethodError extends Error {
  constructor(
    readonly code: string,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
    this.name = 'MethodError';
  }
}
