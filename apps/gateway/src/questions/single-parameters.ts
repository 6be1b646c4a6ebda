import { RejectedError } from '#runtime';

/**
 * Every parameter has one value: Fastify `preValidation`. Answers RejectedError `parameter.repeated` (400) where one
 * comes twice, and `field.unprintable` (400) for the NUL that no text column can be compared with.
 */
export function singleParameters(
  request: { readonly query: unknown },
  _reply: unknown,
  done: (error?: Error) => void,
): void {
  for (const [field, value] of Object.entries(request.query as Record<string, unknown>)) {
    const options = { status: 400, field, params: { field } };
    if (typeof value !== 'string')
      return done(new RejectedError('parameter.repeated', `${field} comes more than once.`, options));
    if (value.includes('\0'))
      return done(new RejectedError('field.unprintable', `${field} holds NUL.`, options));
  }
  done();
}
