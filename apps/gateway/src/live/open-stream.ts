import { type ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { gauge } from '#observability';
import { ChangeLogStore } from './change-log.store.js';
import { LiveClient } from './live-client.js';
import { LiveFeed } from './live-feed.js';

export interface StreamRequest {
  readonly raw: { on(event: 'close', listener: () => void): unknown };
}
export interface StreamReply {
  hijack(): unknown;
  readonly raw: ServerResponse;
}

const HEARTBEAT_MS = 15_000;
const CATCH_UP = 1000;
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
};

const clients = gauge('chiso_live_clients', 'Open live streams');

/** Opens one live stream: catches up from the client's last position, then follows the feed until it closes. */
@Injectable()
export class OpenStream {
  constructor(
    private readonly log: ChangeLogStore,
    private readonly feed: LiveFeed,
  ) {}

  async execute(
    topics: ReadonlySet<string> | undefined,
    from: number | undefined,
    request: StreamRequest,
    reply: StreamReply,
  ): Promise<void> {
    const bounds = await this.log.bounds();
    const lost = from !== undefined && (from > bounds.newest || from < bounds.oldest);
    const start = from === undefined || lost ? bounds.newest : from;
    reply.hijack();
    reply.raw.writeHead(200, HEADERS);
    const client = new LiveClient(reply.raw, topics, start);
    if (lost) client.reset();
    else client.ready();
    const life = new AbortController();
    request.raw.on('close', () => life.abort());
    await this.catchUp(client, start, life.signal);
    if (!life.signal.aborted) this.follow(client, reply.raw, life.signal);
  }

  /**
   * Reads the log up to where the feed stands. The last look and the caller's `listen` run without a pause between, so
   * that no row falls between the two.
   */
  private async catchUp(client: LiveClient, start: number, life: AbortSignal): Promise<void> {
    for (let position = start; !life.aborted;) {
      const rows = await this.log.readAfter(position, CATCH_UP);
      client.take(rows);
      position = rows.at(-1)?.position ?? position;
      if (rows.length === 0 && this.feed.served <= position) return;
    }
  }

  private follow(client: LiveClient, wire: ServerResponse, life: AbortSignal): void {
    clients.inc();
    const heartbeat = setInterval(() => client.heartbeat(), HEARTBEAT_MS);
    const stop = () => {
      leave();
      clearInterval(heartbeat);
      clients.dec();
      wire.end();
    };
    const leave = this.feed.listen((rows) => {
      if (!client.take(rows)) wire.destroy();
    });
    life.addEventListener('abort', stop, { once: true });
  }
}
