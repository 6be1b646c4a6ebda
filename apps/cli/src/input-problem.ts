/** Something wrong in a file: a stable code for machines, a sentence for people, and the place. */
export class InputProblem extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly code: string,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${file}:${line}: ${code}: ${detail}`, options);
    this.name = 'InputProblem';
  }
}
