// Which processes make the system, and what each is told. docker-compose.yml is compared with this list by a test.
import path from 'node:path';
import { ROOT } from './node-version.mjs';
import { freePorts } from './ports.mjs';
import { awaitReady, supervise } from './service.mjs';
import { STAGE } from './watchdog.mjs';

/**
 * Megabytes of heap, of its young half-space, and of the old generation before it is first searched. Scoring and gateway
 * hold a window of twenty years of results while the history is loaded; searched too early and too often, that costs
 * scoring a third of its time.
 */
export const SERVICES = [
  { name: 'ingestion', heap: 256, young: 16, old: 64 },
  { name: 'scoring', heap: 512, young: 16, old: 320 },
  { name: 'notification', heap: 192, young: 8, old: 64 },
  { name: 'gateway', heap: 384, young: 16, old: 96 },
];

/** What Node is told of a service's memory. */
export const memoryArguments = (wanted) => {
  const { heap, young, old } = SERVICES.find(({ name }) => name === wanted);
  return [
    `--max-old-space-size=${heap}`,
    `--max-semi-space-size=${young}`,
    `--initial-old-space-size=${old}`,
  ];
};

export const entryPoint = (name) => path.join('dist/apps', name, 'src/main.js');

/** The same service's code as it makes its state anew, in a process of its own. */
export const rebuildEntryPoint = (name) => path.join('dist/apps', name, 'src/rebuild/main.js');

/** The addresses of all services, with the public one where the person wants it. */
export async function chooseAddresses(port) {
  const free = await freePorts(SERVICES.length * 2 - 1);
  return new Map(
    SERVICES.map(({ name }) => {
      const http = name === 'gateway' ? port : free.pop();
      return [name, { http, metrics: free.pop(), url: `http://127.0.0.1:${http}` }];
    }),
  );
}

/** What every process of the system is told. */
export function commonEnvironment({ settings, addresses, databaseUrl, brokers, smtpUrl, tokenSecret }) {
  return {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: brokers,
    SMTP_URL: smtpUrl,
    INGESTION_URL: addresses.get('ingestion').url,
    SCORING_URL: addresses.get('scoring').url,
    NOTIFICATION_URL: addresses.get('notification').url,
    GATEWAY_URL: addresses.get('gateway').url,
    CHISO_PUBLIC_URL: addresses.get('gateway').url,
    CHISO_TOKEN_SECRET: tokenSecret,
    CHISO_DATA_DIR: settings.folder,
    CHISO_SEED: settings.seed,
    CHISO_DEMO_UNTIL: settings.demoUntil,
    CHISO_DEMO_RATE: settings.demoRate,
  };
}

/** Starts all services at once and waits until each says that it is ready. */
export async function startServices({ addresses, environment, logs, watchdog, giveUp, onStarted, step }) {
  const started = SERVICES.map(({ name }) => {
    const { http, metrics } = addresses.get(name);
    const service = supervise({
      name,
      giveUp,
      watchdog,
      stage: STAGE.service,
      cwd: ROOT,
      log: path.join(logs, `${name}.log`),
      command: process.execPath,
      args: [...memoryArguments(name), entryPoint(name), `chiso-${name}`],
      env: { ...environment, CHISO_HTTP_PORT: String(http), CHISO_METRICS_PORT: String(metrics) },
    });
    onStarted(service);
    return service;
  });
  await Promise.all(
    started.map((service) => step(service.name, () => awaitReady(service, addresses.get(service.name).url))),
  );
}
