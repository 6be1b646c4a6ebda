import { createHash } from 'node:crypto';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}
interface Reply {
  readonly statusCode: number;
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  getHeader(name: string): unknown;
  removeHeader(name: string): Reply;
}

/** Weak: the same answer may be sent compressed or not. */
export const etagOf = (body: string | Buffer): string =>
  `W/"${createHash('sha1').update(body).digest('base64url')}"`;

/** Whether the client has this answer already (RFC 9110, 13.1.2: weak comparison, `*` matches any). */
export const isKnown = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch === '*' ||
  ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));

/** Fastify `onSend`: an ETag on each answer to a question, and 304 without body where nothing changed. */
export function answerConditionally(
  request: Request,
  reply: Reply,
  payload: unknown,
  done: (error: null, payload: unknown) => void,
): void {
  const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
  if (request.method !== 'GET' || reply.statusCode !== 200 || !isText || !request.url.startsWith('/api/'))
    return done(null, payload);
  const etag = etagOf(payload);
  reply.header('etag', etag).header('cache-control', 'no-cache');
  const known = request.headers['if-none-match'];
  if (typeof known !== 'string' || !isKnown(known, etag)) return done(null, payload);
  reply.code(304).removeHeader('content-length').removeHeader('content-type');
  done(null, null);
}
