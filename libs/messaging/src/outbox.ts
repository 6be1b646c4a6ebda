import { Inject, Injectable } from '@nestjs/common';
import { encodeCloudEvent, packed, packedJsonOf, type OutgoingEvent } from '#contracts';
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
/** In one statement: the judgement of a whole past makes thousands, whose texts need not all be in memory twice. */
const EVENTS_AT_ONCE = 1000;

/**
 * JSON never holds this character, so many texts are one parameter with it between them; an array parameter has every quote
 * of every text escaped and parsed again, which was a tenth of scoring's time.
 */
const BETWEEN = '\u001e';

const APPEND = statement(
  'outbox.append',
  `INSERT INTO outbox (shard, topic, key, copies, headers, value)
   SELECT * FROM ROWS FROM (unnest($1::smallint[], $2::text[], $3::text[], $4::text[]),
     string_to_table($5::text, chr(30)), string_to_table($6::text, chr(30)))`,
);

/** For values that are not JSON: the bytes of dead letters. */
const APPEND_ANY = statement(
  'outbox.append-any',
  `INSERT INTO outbox (shard, topic, key, copies, headers, value)
   SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`,
);

interface Row {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
  /** The value as it is stored, where that is known. */
  readonly stored?: string;
  readonly copies?: [topic: string, key: string, headers: string][];
}

/** Rows on their way to Kafka, written in the transaction of the state that they carry. */
@Injectable()
export class Outbox {
  private readonly listeners: (() => void)[] = [];

  constructor(@Inject(MESSAGING_SETTINGS) private readonly settings: OutboxSettings) {}

  /**
   * Adds the events as the transaction's last statement, after the rows of their keys are locked: id order is then
   * commit order per key. A state that stands twice in a row, for two topics, is stored once. Throws RejectedError
   * `event.too-large` over 256 KiB.
   */
  async append<T extends { version: number }>(tx: Tx, events: readonly OutgoingEvent<T>[]): Promise<void> {
    for (let from = 0; from < events.length; from += EVENTS_AT_ONCE)
      await this.appendRows(tx, this.rowsOf(events.slice(from, from + EVENTS_AT_ONCE)));
  }

  private rowsOf<T extends { version: number }>(events: readonly OutgoingEvent<T>[]): Row[] {
    const traceparent = currentTraceparent();
    const source = `/chiso/${this.settings.service}`;
    const rows: Row[] = [];
    let last: { version: number } | undefined;
    for (const { definition, data } of events) {
      const { topic } = definition;
      const record = encodeCloudEvent(definition, data, source, traceparent);
      if (data === last) rows.at(-1)!.copies!.push([topic, record.key, JSON.stringify(record.headers)]);
      else rows.push({ topic, ...record, stored: packedJsonOf(data), copies: [] });
      last = data;
    }
    return rows;
  }

  /** Adds records that are encoded already, such as those of dead letters. */
  async appendRows(tx: Tx, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    for (const row of rows) refuseLarge(row);
    const values = rows.map(({ value, stored = packed(value) }) => stored);
    const headers = rows.map((row) => JSON.stringify(row.headers));
    const isJson = values.every((value) => value !== '' && !value.includes(BETWEEN));
    tx.send(isJson ? APPEND : APPEND_ANY, [
      rows.map(({ key }) => shardOf(key)),
      rows.map(({ topic }) => topic),
      rows.map(({ key }) => key),
      rows.map(({ copies = [] }) => (copies.length === 0 ? null : JSON.stringify(copies))),
      isJson ? headers.join(BETWEEN) : headers,
      isJson ? values.join(BETWEEN) : values,
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
