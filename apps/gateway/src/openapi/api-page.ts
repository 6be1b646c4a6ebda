import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SCHEMAS } from './schemas.js';

const DESCRIPTION = `Indicators of a province: what was reported, scored, ranked, warned about. Missing is absent, never
null or 0. Instants are UTC; days and periods are Vietnam's. Errors are problem details with a stable code.`;

/** The API as OpenAPI 3.1: paths from the controllers, shapes from the contracts. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('chiso')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  document.components = {
    ...document.components,
    schemas: JSON.parse(JSON.stringify(SCHEMAS)) as NonNullable<OpenAPIObject['components']>['schemas'] &
      object,
  };
  document.paths['/api/v1/live'] = { get: LIVE };
  return document;
}

/** A stream has no Nest return type, so its operation is written out. */
const LIVE = {
  operationId: 'live',
  summary: 'What changes, as server-sent events; resumed by Last-Event-ID',
  parameters: [
    {
      name: 'topics',
      in: 'query' as const,
      required: false,
      description: 'Short topic names with commas; all without',
      schema: { type: 'string' },
    },
    { name: 'Last-Event-ID', in: 'header' as const, required: false, schema: { type: 'string' } },
  ],
  responses: {
    '200': {
      description: 'Events `ready`, `change` (data as below), `reset`; a comment every 15 s',
      content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/LiveEvent' } } },
    },
  },
};

/** `/api` to read, `/api/openapi.json` for programs. */
export function serveApiPage(app: NestFastifyApplication): void {
  SwaggerModule.setup('api', app, () => openApiOf(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'chiso: API',
    swaggerOptions: { defaultModelsExpandDepth: 0, docExpansion: 'list' },
  });
}
