import { setTimeout as sleep } from 'node:timers/promises';
import { logger } from '#observability';
import { applicationNameOf, attachDatabase, beforeOf, type Database, Handover } from '#persistence';
import { RejectedError, type ServiceConfig } from '#runtime';
import { kafkaGroupOf } from '../group-settings.js';
import { KafkaClient } from '../kafka-client.js';
import { type PartitionOfGroup } from '../offset.store.js';
import { ownGroupOf, type SliceStrategy } from '../slice-strategy.js';
import { BrokerOffsets, type Bounds, placeOf, type StoredOffset } from './broker-offsets.js';
import { carry, carryLetters } from './carry.js';
import { OldState } from './old-state.js';
import { type RebuildPlan, type Say } from './rebuild-plan.js';
import { subscriptionOf } from './restoration.js';
import { refuseStopped, withConsumers, withParts } from './shadow-app.js';

const LOOK_EVERY_MS = 500;
/** A service gives itself 20 s for an orderly stop. */
const LEAVE_WITHIN_MS = 30_000;
const TRY_LOCK_TIMES = 20;

const say: Say = (line) => void process.stdout.write(`${line}\n`);

/** Puts a state made of the topics in the place of a service's own; until the swap the old one is at work. */
export async function rebuild(plan: RebuildPlan, config: ServiceConfig): Promise<void> {
  logger.level = 'warn';
  const rebuilding = await Rebuild.begin(plan, config);
  try {
    await rebuilding.run();
  } finally {
    await rebuilding.end();
  }
}

class Rebuild {
  private readonly shadow: string;
  private readonly prefix = `chiso.rebuild.${process.pid}.${Date.now()}.`;
  private readonly kafka: KafkaClient;
  private readonly broker: BrokerOffsets;
  /** Known once the consumers have been started. */
  private reads: SliceStrategy['reads'] = [];

  private constructor(
    private readonly plan: RebuildPlan,
    private readonly config: ServiceConfig,
    private readonly database: Database,
    private readonly old: OldState,
    private readonly unlock: () => void,
  ) {
    this.shadow = shadowOf(plan.service);
    const { kafkaBrokers: brokers, sessionTimeoutMs, topicPrefix: prefix } = config;
    const settings = { brokers, clientId: `chiso-${plan.service}-rebuild`, sessionTimeoutMs };
    this.kafka = new KafkaClient(prefix === undefined ? settings : { ...settings, prefix });
    this.broker = new BrokerOffsets(this.kafka, 3 * sessionTimeoutMs);
  }

  /** An empty shadow, for this process alone. What a killed one left is gone. Throws RejectedError `rebuild.runs`. */
  static async begin(plan: RebuildPlan, config: ServiceConfig): Promise<Rebuild> {
    const old = await OldState.open(config, plan.service);
    const database = await attachDatabase({
      url: config.databaseUrl,
      schema: shadowOf(plan.service),
      poolSize: 3,
    });
    const client = await database.connect();
    await lock(client, plan.service);
    await client.query(`DROP SCHEMA IF EXISTS ${shadowOf(plan.service)} CASCADE`);
    return new Rebuild(plan, config, database, old, () => client.release(true));
  }

  async run(): Promise<void> {
    const { plan, old } = this;
    await old.refuseGap(plan, await this.broker.bounds());
    for (const sentence of plan.lost)
      say(`on no topic, so as the old state has it, or gone with it: ${sentence}`);
    say(`${plan.service}: reading the topics into ${this.shadow}; the old state is at work meanwhile`);
    await this.fill();
    say('the processes of the service end, and wait for the new state');
    const { databaseUrl } = this.config;
    const name = applicationNameOf(plan.service);
    const handover = await Handover.take(databaseUrl, plan.service, name, LEAVE_WITHIN_MS);
    try {
      await old.sendRest(this.kafka, say);
      await this.fill();
      await this.complete();
      const groups = new Set((await this.storedOffsets()).map(({ group }) => group));
      await handover.replaceBy(this.shadow);
      if (!(await this.broker.forget([...groups])))
        say(
          'a killed process is still a member of its group; if a partition stops now, run the command again',
        );
    } finally {
      await handover.release();
    }
    say(`done: ${plan.service} goes on with the new state; ${this.beforeSaid()}`);
  }

  async end(): Promise<void> {
    const groups = new Set(this.reads.map(({ group }) => kafkaGroupOf({ group, filling: this.filling })));
    if (groups.size > 0) await this.broker.forget([...groups]);
    this.unlock();
    await this.database.close();
    await this.old.close();
  }

  private beforeSaid(): string {
    const { schema } = this.old;
    return schema === undefined
      ? 'there was no old one'
      : `the old one stays as schema ${beforeOf(schema)} until the next rebuild`;
  }

  /** Reads everything that lies on the topics now. */
  private async fill(): Promise<void> {
    const bounds = await this.broker.bounds();
    const stood = this.plan.readsTo === 'where it stood' ? await this.whereItStood(bounds) : undefined;
    const endOf = (place: PartitionOfGroup): number => {
      const { high } = bounds.get(placeOf(place)) ?? { high: 0 };
      if (!stood || place.group === ownGroupOf(this.plan.service)) return high;
      return stood.get(placeOf(place)) ?? high;
    };
    const beginOf = (place: PartitionOfGroup): number => bounds.get(placeOf(place))?.low ?? 0;
    if (this.reads.length > 0 && (await this.left(bounds, endOf)) === 0) return;
    await withConsumers(this.parts, { ...this.filling, beginOf, endOf }, async (app, strategy) => {
      this.reads = strategy.reads;
      while ((await this.left(bounds, endOf)) > 0) {
        await refuseStopped(app);
        await sleep(LOOK_EVERY_MS);
      }
    });
  }

  /** How many records are still to be read; says so. */
  private async left(
    bounds: ReadonlyMap<string, Bounds>,
    endOf: (place: PartitionOfGroup) => number,
  ): Promise<number> {
    const stored = new Map(
      (await this.storedOffsets()).map((row) => [`${row.group} ${placeOf(row)}`, row.offset]),
    );
    let left = 0;
    let all = 0;
    for (const { group, topic } of this.reads)
      for (let partition = 0; bounds.has(placeOf({ topic, partition })); partition++) {
        const place = { group, topic, partition };
        const { low } = bounds.get(placeOf(place))!;
        left += Math.max(0, endOf(place) - (stored.get(`${group} ${placeOf(place)}`) ?? low));
        all += Math.max(0, endOf(place) - low);
      }
    say(`  ${all - left} of ${all} records read`);
    return left;
  }

  /** What the topics do not tell, the last hand, and what is computed; nothing of it is at work yet. */
  private async complete(): Promise<void> {
    const { plan, old, shadow } = this;
    await this.database.transaction(async (tx) => {
      await tx.query('SET LOCAL lock_timeout = 0');
      await tx.query(`SET LOCAL search_path TO ${shadow}, public`);
      // What was filled says what has been said; only what is computed from it may be new.
      for (const table of ['outbox', 'operator_task']) await tx.query(`DELETE FROM ${table}`);
      const own = ownGroupOf(plan.service);
      for (const table of ['consumer_offset', 'dead_letter'])
        await tx.query(`DELETE FROM ${table} WHERE consumer_group = $1`, [own]);
      const carried = [{ table: 'operator_task', wins: 'old' } as const, ...plan.carried];
      for (const each of carried) if (old.has(each.table)) await carry(tx, plan.service, shadow, each);
      if (old.has('dead_letter')) await carryLetters(tx, plan.service, shadow);
      await plan.settle?.(tx, old.schema);
    });
    await this.passOver();
    if (plan.computing) {
      const { parts, run } = plan.computing;
      await withParts(this.parts, parts(), this.filling, (app) => run(app, say));
    }
  }

  /** What is not read here is read on by the service. */
  private async passOver(): Promise<void> {
    const { passedOver = [], readsTo } = this.plan;
    if (passedOver.length === 0) return;
    const bounds = await this.broker.bounds();
    const stood = readsTo === 'where it stood' ? await this.whereItStood(bounds) : undefined;
    for (const { group, topic } of passedOver)
      for (let partition = 0; bounds.has(placeOf({ topic, partition })); partition++) {
        const place = placeOf({ topic, partition });
        await this.database.query(
          `INSERT INTO ${this.shadow}.consumer_offset (consumer_group, topic, partition, next_offset)
           VALUES ($1, $2, $3, $4)`,
          [group, topic, partition, stood?.get(place) ?? bounds.get(place)!.high],
        );
      }
  }

  /** The higher one of what the old state stores and what the broker was told: one of the two may be gone. */
  private async whereItStood(bounds: ReadonlyMap<string, Bounds>): Promise<Map<string, number>> {
    const group = `chiso.${this.plan.service}`;
    const stood = await this.broker.told(group);
    for (const row of await this.old.offsets())
      if (row.group === group) stood.set(placeOf(row), Math.max(row.offset, stood.get(placeOf(row)) ?? 0));
    const inside = [...stood].filter(([, offset]) => offset >= 0);
    return new Map(inside.map(([place, offset]) => [place, Math.min(offset, bounds.get(place)?.high ?? 0)]));
  }

  private storedOffsets(): Promise<StoredOffset[]> {
    return this.database.query<StoredOffset>(
      `SELECT consumer_group AS "group", topic, partition, next_offset AS "offset" FROM ${this.shadow}.consumer_offset`,
    );
  }

  private get parts() {
    return { plan: this.plan, config: this.config, schema: this.shadow };
  }

  private get filling() {
    const own = this.plan.restorations.map(subscriptionOf);
    return { prefix: this.prefix, own, beginOf: () => 0, endOf: () => undefined };
  }
}

const shadowOf = (service: string): string => `${service}_rebuild`;

/** The connection of a killed rebuild may live on for a moment. */
async function lock(
  client: { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> },
  service: string,
): Promise<void> {
  for (let tries = 0; tries < TRY_LOCK_TIMES; tries++) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken', [
      `rebuild:${service}`,
    ]);
    if ((rows[0] as { taken: boolean }).taken) return;
    await sleep(LOOK_EVERY_MS);
  }
  throw new RejectedError('rebuild.runs', `Another rebuild of ${service} is under way.`);
}
