import { type IncomingMessage } from 'node:http';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { hasMessage, localeOf, translate, type Locale, type Params } from '#i18n';
import { logger } from '#observability';
import { isTransient } from '#persistence';
import { RejectedError, TransientError } from './errors.js';

export const PROBLEM_BASE = 'https://chiso.example/problems/';

/** RFC 9457 problem details with a stable code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: { code: string; field: string; detail: string }[];
}

export const problemOf = (code: string, status: number, detail: string, title = code): Problem => ({
  type: `${PROBLEM_BASE}${code}`,
  title,
  status,
  code,
  detail,
});

/** The sentence of a rejection in the reader's language, from the catalogue where it is there. */
export const sentenceOf = (error: RejectedError, locale: Locale): string =>
  sentence(error.code, error.message, locale, error.params);

function sentence(code: string, otherwise: string, locale: Locale, params: Params = {}): string {
  const key = `problem.${code}`;
  return hasMessage(key) ? translate(locale, key, params) : otherwise;
}

type Reply = {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): void;
  sent?: boolean;
};
const DRAIN_MS = 5000;

/**
 * Reads and drops the rest of a body that is too large: an answer sent into a body that is still coming is lost with
 * the connection, and its reader never learns why. Waits no longer than 5 s.
 */
function drained(body: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, DRAIN_MS);
    body.once('close', resolve).once('end', () => {
      clearTimeout(timer);
      resolve();
    });
    body.resume();
  });
}

type Request = { headers: Record<string, string | undefined>; raw: IncomingMessage };

/** What Nest and Fastify refuse before a handler of ours is asked. */
const CODES: Record<number, string> = {
  400: 'request.broken',
  404: 'not-found',
  413: 'request.too-large',
  415: 'request.media-type',
};
const AWAY = 'service.away';
const OTHERWISE_REFUSED = 'request.refused';

/** The problem of an address or request that Fastify cannot even route. */
export function unroutableProblem(acceptLanguage: string | undefined): Problem {
  const code = 'request.address';
  return problemOf(code, 400, sentence(code, 'The address cannot be read.', localeOf(acceptLanguage)));
}

/** Turns whatever a handler throws into problem details; a fault of ours is logged whole and told without its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<Reply>();
    if (reply.sent) return;
    const locale = localeOf(http.getRequest<Request>().headers['accept-language']);
    const problem = this.problemOf(error, locale);
    if (problem.status === 503) reply.header('retry-after', '5');
    const answer = () =>
      reply
        .status(problem.status)
        .header('content-type', 'application/problem+json; charset=utf-8')
        .send(problem);
    if (problem.status === 413) void drained(http.getRequest<Request>().raw).then(answer);
    else answer();
  }

  private problemOf(error: unknown, locale: Locale): Problem {
    if (error instanceof RejectedError) return problemOf(error.code, error.status, sentenceOf(error, locale));
    if (error instanceof TransientError)
      return problemOf(error.code, 503, sentence(error.code, error.message, locale));
    if (isTransient(error))
      return problemOf(AWAY, 503, sentence(AWAY, 'What this needs is away; try again in 5 seconds.', locale));
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
    if (status < 500) {
      const code = CODES[status] ?? OTHERWISE_REFUSED;
      return problemOf(code, status, sentence(code, (error as Error).message, locale));
    }
    logger.error({ err: error }, 'a request failed by a fault of ours');
    return problemOf('internal', 500, sentence('internal', 'The request failed by a fault of ours.', locale));
  }
}

const statusOf = (error: unknown): number =>
  (error as { statusCode?: number } | undefined)?.statusCode ?? 500;
