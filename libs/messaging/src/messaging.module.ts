import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type INestApplication,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { logger } from '#observability';
import { Database, SchemaWatch } from '#persistence';
import { BackgroundWork, beginAnew, HealthChecks, type ServiceConfig } from '#runtime';
import { CatalogueGate } from './catalogue-gate.js';
import { ClockFollower } from './clock-follower.js';
import { type Filling, type Subscription } from './group-settings.js';
import { KafkaClient } from './kafka-client.js';
import { MESSAGING_SETTINGS, Outbox } from './outbox.js';
import { Relay } from './relay.js';
import { type Republication } from './republication.js';
import { SliceStrategy } from './slice-strategy.js';

export interface MessagingOptions {
  /** The service's name, which is its schema too. */
  readonly service: string;
  readonly config: Pick<ServiceConfig, 'kafkaBrokers' | 'sessionTimeoutMs' | 'topicPrefix'>;
  /** Partitions taken at the same time by each group. */
  readonly concurrency?: number;
  /** The topics whose states the service keeps and can send again. */
  readonly republications?: readonly Republication[];
  /** Slices of several partitions of a topic may be one transaction: for consumers that write little for each event. */
  readonly jointSlices?: boolean;
  /** Set where the service's code fills another state than the one at work: then nothing goes out. */
  readonly filling?: Filling & { readonly own: readonly Subscription[] };
}

const LOOK_EVERY_MS = 1000;

const OLDEST_READY_SECONDS = 60;

/** Outbox and relay of a service, its Kafka client, and what its consumers need. */
@Global()
@Module({})
export class MessagingModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private relay: Relay | undefined;
  private watch: BackgroundWork | undefined;

  constructor(
    @Inject(MESSAGING_SETTINGS) private readonly options: MessagingOptions,
    private readonly kafka: KafkaClient,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly health: HealthChecks,
  ) {}

  static register(options: MessagingOptions): DynamicModule {
    const kafka = new KafkaClient({
      brokers: options.config.kafkaBrokers,
      clientId: `chiso-${options.service}`,
      sessionTimeoutMs: options.config.sessionTimeoutMs,
      ...(options.config.topicPrefix === undefined ? {} : { prefix: options.config.topicPrefix }),
    });
    return {
      module: MessagingModule,
      providers: [
        { provide: MESSAGING_SETTINGS, useValue: options },
        { provide: KafkaClient, useValue: kafka },
        Outbox,
        ClockFollower,
        CatalogueGate,
      ],
      exports: [MESSAGING_SETTINGS, KafkaClient, Outbox, ClockFollower, CatalogueGate],
    };
  }

  onApplicationBootstrap(): void {
    if (this.options.filling) return;
    const relay = new Relay(this.database, this.kafka, this.options.service);
    this.relay = relay;
    this.outbox.onAppended(() => relay.nudge());
    this.health.add('database', () => this.database.ping());
    this.health.add('outbox', () => {
      if (relay.ageSeconds > OLDEST_READY_SECONDS)
        throw new Error(`The oldest outbox row is ${Math.round(relay.ageSeconds)} s old.`);
    });
    relay.start();
    this.watch = this.watchOf(this.options.service);
    this.watch.start();
  }

  /** What this process holds in memory is of the state that it began on: where that is replaced, it begins anew. */
  private watchOf(service: string): BackgroundWork {
    const schema = new SchemaWatch(this.database, service);
    let isLeaving = false;
    return new BackgroundWork('schema', LOOK_EVERY_MS, async () => {
      if (isLeaving || (await schema.isOurs())) return false;
      isLeaving = true;
      logger.warn({ service }, 'the schema is replaced: the process ends, to begin on the new one');
      beginAnew();
      return false;
    });
  }

  /** After the consumers have stopped: what they committed is still sent before the producer closes. */
  async onApplicationShutdown(): Promise<void> {
    await this.watch?.stop();
    await this.relay?.stop();
  }
}

/** The transport of a service's consumers, for `runService`. */
export function sliceStrategy(app: INestApplication): SliceStrategy {
  const options = app.get<MessagingOptions>(MESSAGING_SETTINGS);
  return new SliceStrategy({
    service: options.service,
    kafka: app.get(KafkaClient),
    database: app.get(Database),
    outbox: app.get(Outbox),
    health: app.get(HealthChecks),
    concurrency: options.concurrency ?? 4,
    sessionTimeoutMs: options.config.sessionTimeoutMs,
    republications: options.republications ?? [],
    jointSlices: options.jointSlices ?? false,
    filling: options.filling,
    gate: (version) => app.get(CatalogueGate).reached(version),
    fatal: (reason) => {
      logger.fatal(reason);
      process.exit(1);
    },
  });
}
