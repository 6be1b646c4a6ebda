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
