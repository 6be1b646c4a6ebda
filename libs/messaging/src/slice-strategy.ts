import { CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { type Database } from '#persistence';
import { type HealthChecks } from '#runtime';
import { type SliceHandlerExtras } from './consumer.decorator.js';
import { DeadLetterMetrics } from './dead-letter-metrics.js';
import { DeadLetterReplay } from './dead-letter-replay.js';
import { DeadLetterStore } from './dead-letter.store.js';
import { GroupConsumer } from './group-consumer.js';
import { type Filling, type Subscription } from './group-settings.js';
import { type KafkaClient } from './kafka-client.js';
import { OffsetStore } from './offset.store.js';
import { OperatorWork } from './operator-work.js';
import { type Outbox } from './outbox.js';
import { type Republication } from './republication.js';
import { Republish } from './republish.js';
import { type SliceHandler } from './slice.js';
import { SliceRunner } from './slice-runner.js';

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
  /** The topics whose states this service keeps and can send again. */
  readonly republications: readonly Republication[];
  readonly jointSlices: boolean;
  /** Set where the consumers fill another state of the service; operators are served by the one at work. */
  readonly filling?: (Filling & { readonly own: readonly Subscription[] }) | undefined;
}

/** Nest's transport of ours: ordinary event handlers, called once per slice instead of once per message. */
export class SliceStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('chiso-slices');
  private readonly groups: GroupConsumer[] = [];
  private operatorWork: OperatorWork | undefined;

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
    await this.operatorWork?.stop();
    await Promise.all(this.groups.map((group) => group.stop()));
  }

  // Nest's listeners for broker events have no use here: health and metrics tell the same.
  override on(): void {}

  override unwrap(): never {
    throw new Error('The transport hides its Kafka consumers: nothing outside of libs/messaging uses them.');
  }

  /** What is read, by group and topic. */
  get reads(): readonly { readonly group: string; readonly topic: string }[] {
    return [...this.subscriptionsByGroup()].flatMap(([group, subscriptions]) =>
      subscriptions.map(({ definition: { topic } }) => ({ group, topic })),
    );
  }

  private async startGroups(): Promise<void> {
    const { kafka, database, outbox, health, jointSlices } = this.parts;
    const offsets = new OffsetStore(database, this.parts.filling?.beginOf);
    const runner = new SliceRunner(
      { database, offsets, deadLetters: new DeadLetterStore(outbox), jointSlices },
      this.parts.gate,
    );
    const subscriptionsOf = this.subscriptionsByGroup();
    for (const [group, subscriptions] of subscriptionsOf) {
      const consumer = new GroupConsumer(kafka, offsets, runner, { ...this.parts, group }, subscriptions);
      this.groups.push(consumer);
      health.add(`consumer ${group}`, () => {
        const fault = consumer.fault();
        if (fault) throw new Error(fault);
      });
    }
    await Promise.all(this.groups.map((group) => group.start()));
    this.started = true;
    if (this.parts.filling) return;
    this.operatorWork = this.operatorWorkOn(subscriptionsOf);
    this.operatorWork.start();
  }

  private operatorWorkOn(subscriptionsOf: ReadonlyMap<string, readonly Subscription[]>): OperatorWork {
    const { database, outbox, gate, service, republications } = this.parts;
    const topics = [...subscriptionsOf.values()].flat().map(({ definition }) => definition.topic);
    return new OperatorWork({
      database,
      groups: this.groups,
      metrics: new DeadLetterMetrics(database, service, topics),
      republish: new Republish(database, outbox, republications),
      replay: new DeadLetterReplay(database, gate, (group, topic) =>
        subscriptionsOf.get(group)?.find(({ definition }) => definition.topic === topic),
      ),
    });
  }

  private subscriptionsByGroup(): Map<string, Subscription[]> {
    const groups = new Map<string, Subscription[]>();
    const { own = [] } = this.parts.filling ?? {};
    if (own.length > 0) groups.set(ownGroupOf(this.parts.service), [...own]);
    for (const handler of this.messageHandlers.values()) {
      const { group: name, definition } = handler.extras as unknown as SliceHandlerExtras;
      const group = `chiso.${this.parts.service}${name ? `.${name}` : ''}`;
      const call: SliceHandler = async (slice) => {
        await settled(await handler(slice, undefined));
      };
      groups.set(group, [...(groups.get(group) ?? []), { definition, handler: call }]);
    }
    return groups;
  }
}

/** The group under which a service reads what it has sent itself, while another state of it is filled. */
export const ownGroupOf = (service: string): string => `chiso.${service}.own`;

async function settled(result: unknown): Promise<void> {
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}
