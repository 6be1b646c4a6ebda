import { RejectedError } from '#runtime';

/** The list of that name in a request's body. Throws RejectedError `request.shape` (400) where there is none. */
export function rowsOf(body: unknown, name: string): readonly unknown[] {
  const rows =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  if (Array.isArray(rows)) return rows as unknown[];
  throw new RejectedError('request.shape', `The body is {"${name}": [ … ]}.`, {
    status: 400,
    field: name,
    params: { name },
  });
}

/** What holds for a whole request beside its rows. */
export interface RequestTerms {
  readonly backfill: boolean;
  readonly demo: boolean;
}

/** The `cause` and `demo` of a request's body. Throws RejectedError `request.field` (400) where one is anything else. */
export function termsOf(body: unknown): RequestTerms {
  const { cause, demo } = body as Record<string, unknown>;
  if (cause !== undefined && cause !== 'backfill') throw fieldError('cause', '"backfill"');
  if (demo !== undefined && typeof demo !== 'boolean') throw fieldError('demo', 'true, false');
  return { backfill: cause === 'backfill', demo: demo === true };
}

const fieldError = (field: string, form: string): RejectedError =>
  new RejectedError('request.field', `${field} must be ${form}.`, {
    status: 400,
    field,
    params: { field, form },
  });
