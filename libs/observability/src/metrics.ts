import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export const registry = new Registry();

const known = <M>(name: string, make: () => M): M =>
  (registry.getSingleMetric(name) as M | undefined) ?? make();

/** The counter of that name; made on first use, so that several instances in one process share it. */
export const counter = <L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
): Counter<L> =>
  known(name, () => new Counter({ name, help, labelNames: [...labelNames], registers: [registry] }));

export const gauge = <L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
): Gauge<L> =>
  known(name, () => new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] }));

export const histogram = <L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
  buckets: number[] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
): Histogram<L> =>
  known(
    name,
    () => new Histogram({ name, help, labelNames: [...labelNames], buckets, registers: [registry] }),
  );

/** Serves `/metrics` in Prometheus' text format on a port of its own; `port` 0 takes a free one. */
export async function serveMetrics(port: number, host = '127.0.0.1'): Promise<Server> {
  if (!registry.getSingleMetric('process_cpu_user_seconds_total'))
    collectDefaultMetrics({ register: registry });
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    void registry
      .metrics()
      .then((body) => response.writeHead(200, { 'content-type': registry.contentType }).end(body));
  });
  server.listen(port, host);
  await once(server, 'listening');
  server.unref();
  return server;
}
