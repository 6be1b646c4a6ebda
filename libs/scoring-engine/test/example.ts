/** A worked example of the document: a function of the engine, its input, and what it gives. */
export interface Example {
  readonly example: string;
  readonly gives: unknown;
  /** The shipped table that `values` are from, and which of its rows. */
  readonly data?: { readonly table: string; readonly where: Readonly<Record<string, string | string[]>> };
  readonly values?: unknown;
  readonly [input: string]: unknown;
}
