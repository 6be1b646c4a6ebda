import { type DynamicModule, type INestApplication, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PersistenceModule } from '#persistence';
import { httpAdapter, HealthChecks, RejectedError, RuntimeModule, type ServiceConfig } from '#runtime';
import { type Filling, type Subscription } from '../group-settings.js';
import { MessagingModule, sliceStrategy } from '../messaging.module.js';
import { type SliceStrategy } from '../slice-strategy.js';
import { type Parts, type RebuildPlan } from './rebuild-plan.js';

export interface Shadow {
  readonly plan: RebuildPlan;
  readonly config: ServiceConfig;
  readonly schema: string;
}

const POOL = 10;
const LOOK_EVERY_MS = 250;
/** Readers of catalogue and clock; a catalogue that lacks entries says so after that. */
const READ_WITHIN_MS = 60_000;

type HowToFill = Filling & { readonly own: readonly Subscription[] };

/** The service's own parts on the shadow schema: nothing listens, nothing goes out. */
function moduleOf({ plan, config, schema }: Shadow, parts: Parts, filling: HowToFill): DynamicModule {
  class ShadowModule {}
  return {
    module: ShadowModule,
    imports: [
      RuntimeModule.register(config),
      PersistenceModule.register({
        url: config.databaseUrl,
        frozenMs: config.sessionTimeoutMs,
        schema,
        migrations: plan.migrations,
        poolSize: POOL,
      }),
      MessagingModule.register({ service: plan.service, config, filling }),
      ...(parts.imports ?? []),
    ],
    controllers: [...(parts.controllers ?? [])],
    providers: [...(parts.providers ?? [])],
  };
}

const QUIET = { logger: ['error', 'warn'] as ('error' | 'warn')[], abortOnError: false };

/** Runs the consumers until the work is done. */
export async function withConsumers(
  shadow: Shadow,
  filling: HowToFill,
  work: (app: INestApplication, strategy: SliceStrategy) => Promise<void>,
): Promise<void> {
  const parts = shadow.plan.filling?.() ?? {};
  const app = await NestFactory.create(moduleOf(shadow, parts, filling), httpAdapter(), QUIET);
  try {
    const strategy = sliceStrategy(app);
    app.connectMicroservice({ strategy });
    await app.init();
    await topicsRead(app);
    await app.startAllMicroservices();
    await work(app, strategy);
  } finally {
    await app.close();
  }
}

/** Runs what computes, without consumers. */
export async function withParts(
  shadow: Shadow,
  parts: Parts,
  filling: HowToFill,
  work: (app: INestApplicationContext) => Promise<void>,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(moduleOf(shadow, parts, filling), QUIET);
  try {
    await topicsRead(app);
    await work(app);
  } finally {
    await app.close();
  }
}

/** Waits for catalogue and clock, where the parts read them. Throws RejectedError `rebuild.not-ready`. */
async function topicsRead(app: INestApplicationContext): Promise<void> {
  for (const from = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))) {
    const { catalogue, clock } = await app.get(HealthChecks).faults();
    const fault = catalogue ?? clock;
    if (fault === undefined) return;
    if (Date.now() - from > READ_WITHIN_MS) throw new RejectedError('rebuild.not-ready', fault);
  }
}

/** Throws RejectedError `rebuild.stopped` where something does not go on by itself. */
export async function refuseStopped(app: INestApplicationContext): Promise<void> {
  const faults = Object.values(await app.get(HealthChecks).faults());
  const stopped = faults.find((fault) => / stopped |chiso republish/.test(fault));
  if (stopped !== undefined) throw new RejectedError('rebuild.stopped', stopped);
}
