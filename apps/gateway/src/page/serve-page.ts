import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { logger } from '#observability';

const HASHED = `${path.sep}assets${path.sep}`;
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * The built page: files as they lie, and its index for every other address outside the API, so that a permalink opens
 * where it points. Vite names what lies in `assets` by content, so that may be kept for ever.
 */
export async function servePage(app: NestFastifyApplication, folder: string): Promise<void> {
  const root = path.resolve(folder);
  const index = path.join(root, 'index.html');
  if (!existsSync(index)) {
    logger.warn({ folder: root }, 'the page is not built: the API alone is served');
    return;
  }
  const page = readFileSync(index);
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    decorateReply: false,
    setHeaders: (reply, file) => {
      reply.header('cache-control', file.includes(HASHED) ? FOR_EVER : 'no-cache');
    },
  });
  const http = app.getHttpAdapter().getInstance();
  http.get('/*', (request, reply) => {
    const [address = ''] = request.url.split('?');
    if (/^\/(api|health)(\/|$)/.test(address) || /\.\w{1,5}$/.test(address)) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
  });
}
