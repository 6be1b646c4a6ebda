import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type CustomTransportStrategy } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { logger, serveMetrics, withTrace } from '#observability';
import { ConfigError, type ServiceConfig } from './config.js';
import { ProblemFilter, unroutableProblem } from './problem.js';

/** EX_TEMPFAIL of sysexits.h: come again. The launcher counts it as no death. */
const BEGIN_ANEW = 75;
const BODY_LIMIT = 5 * 1024 * 1024;

/**
 * Fastify as every service runs it: bodies up to 5 MB, of JSON alone, and problem details also where no route can be found.
 * `bodyParser: false` keeps Nest from reading forms.
 */
export function httpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    frameworkErrors: refuseUnroutable,
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  return adapter;
}

/** No reply of Fastify's can be used here: its hooks and filters begin with the route. */
function refuseUnroutable(
  _error: Error,
  { raw: request }: { raw: IncomingMessage },
  { raw: response }: { raw: ServerResponse },
): void {
  const problem = unroutableProblem(request.headers['accept-language']);
  response.writeHead(problem.status, { 'content-type': 'application/problem+json; charset=utf-8' });
  response.end(JSON.stringify(problem));
}

export interface ServiceDefinition {
  readonly name: string;
  readonly module: Type | object;
  readonly config: ServiceConfig;
  /** The transport of the consumers, taken from the built application. */
  readonly strategy?: (app: INestApplication) => CustomTransportStrategy;
  /** Routes, filters and hooks of the service's own, before it listens. */
  readonly prepare?: (app: NestFastifyApplication) => Promise<void> | void;
}

/** Builds, wires and starts a service: HTTP with problem details and traces, consumers, metrics, and a stop in order. */
export async function runService(service: ServiceDefinition): Promise<NestFastifyApplication> {
  process.title = `chiso-${service.name}`;
  const adapter = httpAdapter();
  const app = await NestFactory.create<NestFastifyApplication>(service.module as Type, adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  const http = adapter.getInstance();
  http.addHook('onRequest', (request, _reply, done) =>
    withTrace(request.headers['traceparent'] as string | undefined, done),
  );
  app.useGlobalFilters(new ProblemFilter());
  await service.prepare?.(app);
  if (service.strategy) {
    app.connectMicroservice({ strategy: service.strategy(app) }, { inheritAppConfig: false });
  }
  stopOnSignals(app, service.name);
  const metrics = await serveMetrics(service.config.metricsPort, service.config.host);
  await app.listen(service.config.httpPort, service.config.host);
  await app.startAllMicroservices();
  logger.info({ service: service.name, url: await app.getUrl(), metrics: metrics.address() }, 'started');
  return app;
}

function stopOnSignals(app: INestApplication, name: string): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ service: name, signal }, 'stopping');
    // A peer that never answers must not keep a service alive for ever.
    setTimeout(() => process.exit(1), 20_000).unref();
    void app.close().then(
      () => process.exit(),
      (error: unknown) => {
        logger.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Ends this process in order, to be begun anew by whoever runs it: by this exit code it is told from one that failed. */
export function beginAnew(): void {
  process.exitCode = BEGIN_ANEW;
  process.kill(process.pid, 'SIGTERM');
}

/** Runs main and ends the process with a sentence where it cannot start. */
export function start(main: () => Promise<unknown>): void {
  main().catch((error: unknown) => {
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
    else logger.fatal({ err: error }, 'the service could not start');
    process.exit(1);
  });
}
