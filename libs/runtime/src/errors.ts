import { type Params } from '#i18n';

export interface RejectionOptions extends ErrorOptions {
  /** HTTP status where a person asked; 422 when nothing else is said. */
  status?: number;
  field?: string;
  /** Places of the message `problem.<code>`. */
  params?: Params;
}

/** The request or event breaks a rule: a 4xx for a person, a dead letter for an event. Repeating it changes nothing. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError';
  readonly status: number;
  readonly field: string | undefined;
  readonly params: Params;

  constructor(
    readonly code: string,
    detail: string,
    options: RejectionOptions = {},
  ) {
    super(detail, options);
    this.status = options.status ?? 422;
    this.field = options.field;
    this.params = options.params ?? {};
  }
}

/** The work stands already; the caller commits and counts. */
export class AlreadyDoneError extends Error {
  override readonly name = 'AlreadyDoneError';
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** Something that we depend on is away; the same work is tried again and never skipped. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  constructor(
    readonly code: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}
