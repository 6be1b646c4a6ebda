import { Inject, Injectable } from '@nestjs/common';
import { encodeCloudEvent, type OutgoingEvent } from '#contracts';
import { currentTraceparent } from '#observability';
import { statement, type Tx } from '#persistence';
import { RejectedError } from '#runtime';
import { shardOf } from './shard.js';

export const MESSAGING_SETTINGS = Symbol('messaging settings');

export interface OutboxSettings {
  /** The emitting service: events carry `/chiso/<service>` as their source. */
  readonly service: string;
}

export const LARGEST_BYTES = 256 * 1024;

const APPEND = statement(
  'outbox.append',
  `INSERT INTO outbox (shard, topic, key, headers, value)
   SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[])`,
);

/** Rows on their way to Kafka, written in the transaction of the state that they carry. */
@Injectable()
export class Outbox {
  private readonly listeners: (() => void)[] = [];

  constructor(@Inject(MESSAGING_SETTINGS) private readonly settings: OutboxSettings) {}

  /**
   * Adds the events as the transaction's last statement, after the rows of their keys are locked: id order is then
   * commit order per key. Throws RejectedError `event.too-large` over 256 KiB.
   */
  async append<T extends { version: number }>(tx: Tx, events: readonly OutgoingEvent<T>[]): Promise<void> {
    if (events.length === 0) return;
    const traceparent = currentTraceparent();
    const source = `/chiso/${this.settings.service}`;
    const rows = events.map(({ definition, data }) => ({
      topic: definition.topic,
      ...encodeCloudEvent(definition, data, source, traceparent),
    }));
    await this.appendRows(tx, rows);
  }

  /** Adds records that are encoded already, such as those of dead letters. */
  async appendRows(
    tx: Tx,
    rows: readonly { topic: string; key: string; value: string; headers: Record<string, string> }[],
  ): Promise<void> {
    if (rows.length === 0) return;
    for (const row of rows) refuseLarge(row);
    await tx.query(APPEND, [
      rows.map((row) => shardOf(row.key)),
      rows.map((row) => row.topic),
      rows.map((row) => row.key),
      rows.map((row) => JSON.stringify(row.headers)),
      rows.map((row) => row.value),
    ]);
    tx.afterCommit(() => this.nudge());
  }

  /** Called after each commit that added rows. */
  onAppended(listener: () => void): void {
    this.listeners.push(listener);
  }

  private nudge(): void {
    for (const listener of this.listeners) listener();
  }
}

function refuseLarge(row: { topic: string; key: string; value: string }): void {
  if (row.value.length <= LARGEST_BYTES / 4 || Buffer.byteLength(row.value) <= LARGEST_BYTES) return;
  throw new RejectedError(
    'event.too-large',
    `An event of ${row.key} for ${row.topic} is larger than 256 KiB.`,
  );
}
