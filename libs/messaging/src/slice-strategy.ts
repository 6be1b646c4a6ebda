import { CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { type Database } from '#persistence';
import { type HealthChecks } from '#runtime';
import { type SliceHandlerExtras } from './consumer.decorator.js';
import { DeadLetterStore } from './dead-letter.store.js';
import { GroupConsumer, type Subscription } from './group-consumer.js';
import { type KafkaClient } from './kafka-client.js';
import { OffsetStore } from './offset.store.js';
import { type Outbox } from './outbox.js';
import { type SliceHandler, SliceRunner } from './slice-runner.js';

export interface StrategyParts {
  readonly service: string;
  readonly kafka: KafkaClient;
  readonly database: Database;
  readonly outbox: Outbox;
  readonly health: HealthChecks;
  readonly concurrency: number;
  readonly sessionTimeoutMs: number;
  readonly gate: (catalogueVersion: number) => Promise<void>;
  readonly fatal: (reason: string) => void;
}

/** Nest's transport of ours: ordinary event handlers, called once per slice instead of once per message. */
export class SliceStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('chiso-slices');
  private readonly groups: GroupConsumer[] = [];

  private started = false;

  constructor(private readonly parts: StrategyParts) {
    super();
    parts.health.add('consumers', () => {
      if (!this.started) throw new Error('The consumers have not started yet.');
    });
  }

  listen(callback: (error?: unknown) => void): void {
    void this.startGroups().then(() => callback(), callback);
  }

  /** Stops taking slices; what is under way commits or rolls back first. */
  async close(): Promise<void> {
    await Promise.all(this.groups.map((group) => group.stop()));
  }

  // Nest's listeners for broker events have no use here: health and metrics tell the same.
  override on(): void {}

  override unwrap(): never {
    throw new Error('The transport hides its Kafka consumers: nothing outside of libs/messaging uses them.');
  }

  private async startGroups(): Promise<void> {
    const { kafka, database, outbox, health, service } = this.parts;
    const offsets = new OffsetStore(database);
    const runner = new SliceRunner(
      { database, offsets, deadLetters: new DeadLetterStore(outbox) },
      this.parts.gate,
    );
    for (const [name, subscriptions] of this.subscriptionsByGroup()) {
      const group = `chiso.${service}${name ? `.${name}` : ''}`;
      const consumer = new GroupConsumer(kafka, offsets, runner, { ...this.parts, group }, subscriptions);
      this.groups.push(consumer);
      health.add(`consumer ${group}`, () => {
        const fault = consumer.fault();
        if (fault) throw new Error(fault);
      });
    }
    await Promise.all(this.groups.map((group) => group.start()));
    this.started = true;
  }

  private subscriptionsByGroup(): Map<string, Subscription[]> {
    const groups = new Map<string, Subscription[]>();
    for (const handler of this.messageHandlers.values()) {
      const { group, definition } = handler.extras as unknown as SliceHandlerExtras;
      const call: SliceHandler = async (slice) => {
        await settled(await handler(slice, undefined));
      };
      groups.set(group, [...(groups.get(group) ?? []), { definition, handler: call }]);
    }
    return groups;
  }
}

async function settled(result: unknown): Promise<void> {
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}
