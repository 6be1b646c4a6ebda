import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type GatewayConfig } from './gateway.config.js';
import { openApiOf, serveApiPage } from './openapi/api-page.js';
import { secure } from './page/security-headers.js';
import { servePage } from './page/serve-page.js';
import { answerConditionally } from './questions/etag.js';
import { queryParameters } from './questions/query-parameters.js';

/** Bodies stay bytes (they are passed on), answers get an ETag, the page and the description of the API are served. */
export async function prepareGateway(app: NestFastifyApplication, config: GatewayConfig): Promise<void> {
  app.useBodyParser('application/json', {}, (_request: unknown, body: unknown, done: Parsed) =>
    done(null, body),
  );
  const http = app.getHttpAdapter().getInstance();
  http.addHook('onRequest', secure);
  http.addHook(
    'preValidation',
    queryParameters(() => openApiOf(app)),
  );
  http.addHook('onSend', answerConditionally);
  serveApiPage(app);
  await servePage(app, config.webDir);
}

type Parsed = (error: null, body: unknown) => void;
