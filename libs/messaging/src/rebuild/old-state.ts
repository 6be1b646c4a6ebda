import { setTimeout as sleep } from 'node:timers/promises';
import { TOPICS } from '#contracts';
import { applicationNameOf, attachDatabase, type Database } from '#persistence';
import { RejectedError, type ServiceConfig } from '#runtime';
import { type KafkaClient } from '../kafka-client.js';
import { Relay } from '../relay.js';
import { type Bounds, placeOf, type StoredOffset } from './broker-offsets.js';
import { type RebuildPlan, type Say } from './rebuild-plan.js';

const LOOK_EVERY_MS = 200;
const TELL_EVERY = 25;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the service's schema holds now, as far as it holds anything. */
export class OldState {
  private constructor(
    private readonly database: Database,
    private readonly service: string,
    private readonly tables: ReadonlySet<string>,
  ) {}

  static async open({ databaseUrl: url }: ServiceConfig, service: string): Promise<OldState> {
    const applicationName = `${applicationNameOf(service)}-rebuild`;
    const database = await attachDatabase({ url, schema: service, applicationName, poolSize: 3 });
    const rows = await database.query<{ name: string }>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1',
      [service],
    );
    return new OldState(database, service, new Set(rows.map(({ name }) => name)));
  }

  has(table: string): boolean {
    return this.tables.has(table);
  }

  /** The schema's name, where there is one. */
  get schema(): string | undefined {
    return this.tables.size > 0 ? this.service : undefined;
  }

  async offsets(): Promise<StoredOffset[]> {
    if (!this.has('consumer_offset')) return [];
    return this.database.query<StoredOffset>(
      `SELECT consumer_group AS "group", topic, partition, next_offset AS "offset" FROM consumer_offset`,
    );
  }

  /**
   * Versions go on from the highest that was sent. Throws RejectedError `rebuild.versions-unknown` where older ones have left
   * a topic and no row of the old state knows them.
   */
  async refuseGap({ restorations }: RebuildPlan, bounds: ReadonlyMap<string, Bounds>): Promise<void> {
    for (const { definition, tables } of restorations) {
      const topic = TOPICS.find(({ name }) => name === definition.topic);
      if (!topic || topic.kind === 'state' || topic.retentionMs < 0) continue;
      const begun = Array.from({ length: topic.partitions }, (_, partition) =>
        placeOf({ topic: topic.name, partition }),
      );
      if (!begun.some((place) => (bounds.get(place)?.low ?? 0) > 0)) continue;
      for (const { table } of tables)
        if (await this.isEmpty(table)) throw versionsUnknown(this.service, topic);
    }
  }

  /** Sends what the old state had still to send: it is committed, so somebody counts on it. */
  async sendRest(kafka: KafkaClient, say: Say): Promise<void> {
    if (!this.has('outbox')) return;
    const relay = new Relay(this.database, kafka, this.service);
    relay.start();
    try {
      for (let looks = 0; ; looks++) {
        const [row] = await this.database.query<{ rows: number }>('SELECT count(*)::int AS rows FROM outbox');
        if (row!.rows === 0) return;
        if (looks % TELL_EVERY === 0) say(`${row!.rows} events of the old state are still to be sent`);
        await sleep(LOOK_EVERY_MS);
      }
    } finally {
      await relay.stop();
    }
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  private async isEmpty(table: string): Promise<boolean> {
    return !this.has(table) || (await this.database.query(`SELECT 1 FROM ${table} LIMIT 1`)).length === 0;
  }
}

const versionsUnknown = (
  service: string,
  { name, retentionMs }: { readonly name: string; readonly retentionMs: number },
): RejectedError =>
  new RejectedError(
    'rebuild.versions-unknown',
    `${name} no longer begins at its beginning and the schema ${service} holds none of what has left it, so the versions that readers hold are not known. Restore a dump of the schema that is younger than ${retentionMs / DAY_MS} days, then run the command again.`,
  );
