import { type OpenAPIObject } from '@nestjs/swagger';
import { RejectedError } from '#runtime';

interface Request {
  readonly query: unknown;
  readonly method: string;
  readonly routeOptions: { readonly url?: string | undefined };
}

/**
 * Holds what is asked against the description of the API: Fastify `preValidation`. Answers RejectedError
 * `parameter.unknown` (400) for a parameter that the call does not have, which would else be as if nobody had written it;
 * `parameter.repeated` (400) where one comes twice, and `field.unprintable` (400) for the NUL that no text column can be
 * compared with.
 *
 * @param describe  the OpenAPI document; asked with the first call, when all routes are there
 */
export function queryParameters(describe: () => OpenAPIObject) {
  let names: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return (request: Request, _reply: unknown, done: (error?: Error) => void): void => {
    const given = Object.entries(request.query as Record<string, unknown>);
    if (given.length === 0) return done();
    names ??= namesOf(describe());
    done(faultOf(given, names.get(`${request.method} ${request.routeOptions.url}`)));
  };
}

function faultOf(
  given: readonly (readonly [string, unknown])[],
  known: ReadonlySet<string> | undefined,
): RejectedError | undefined {
  for (const [field, value] of given) {
    const options = { status: 400, field, params: { field, known: [...(known ?? [])].join(', ') || '–' } };
    if (known !== undefined && !known.has(field))
      return new RejectedError('parameter.unknown', `There is no parameter ${field} here.`, options);
    if (typeof value !== 'string')
      return new RejectedError('parameter.repeated', `${field} comes more than once.`, options);
    if (value.includes('\0')) return new RejectedError('field.unprintable', `${field} holds NUL.`, options);
  }
  return undefined;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

/** The names that each call takes, by method and route as Fastify writes it. */
function namesOf({ paths }: OpenAPIObject): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      const { parameters = [] } = operation as Operation;
      const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      names.set(route, new Set(parameters.filter((each) => each.in === 'query').map(({ name }) => name)));
    }
  return names;
}
