export type PeriodErrorCode = 'period.wrong-form' | 'period.unknown-rule';

/** A period id that its rule does not know, or a rule that does not exist; the code is stable. */
export class PeriodError extends Error {
  override readonly name = 'PeriodError';
  constructor(
    readonly code: PeriodErrorCode,
    detail: string,
    readonly params: Readonly<Record<string, string>>,
  ) {
    super(detail);
  }
}
