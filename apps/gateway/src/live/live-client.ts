import { type LiveChange } from '#contracts';
import { type LogRow } from './change-log.store.js';
import { coalesced } from './changes-of.js';

/** What a client needs of its connection: a place to write, and how much of it is not taken yet. */
export interface Wire {
  write(text: string): boolean;
  readonly writableLength: number;
  end(): void;
}

/** A client that leaves this much unread is dropped; it resumes by Last-Event-ID. */
const UNREAD_AT_MOST = 1024 * 1024;
/** While a client is still reading, its changes are gathered and coalesced instead of queued. */
const BUSY_ABOVE = 64 * 1024;

/** One open stream: writes events in the order of the log, coalesces while the client is busy. */
export class LiveClient {
  private gathered: LiveChange[] = [];
  private position: number;

  constructor(
    private readonly wire: Wire,
    private readonly topics: ReadonlySet<string> | undefined,
    from: number,
  ) {
    this.position = from;
  }

  ready(): void {
    this.event('ready', { position: this.position });
  }

  reset(): void {
    this.event('reset', { position: this.position });
  }

  heartbeat(): void {
    this.wire.write(': still here\n\n');
    if (this.gathered.length > 0) this.flush();
  }

  /** Takes rows of the log that are newer than what the client has; false where the client is too slow to keep. */
  take(rows: readonly LogRow[]): boolean {
    for (const row of rows) {
      if (row.position <= this.position) continue;
      this.position = row.position;
      if (!this.topics || this.topics.has(row.topic)) this.gathered.push(...row.changes);
    }
    if (this.wire.writableLength > UNREAD_AT_MOST) return false;
    if (this.wire.writableLength <= BUSY_ABOVE) this.flush();
    else this.gathered = coalesced(this.gathered);
    return true;
  }

  private flush(): void {
    if (this.gathered.length === 0) return;
    const changes = coalesced(this.gathered);
    this.gathered = [];
    this.event('change', { changes });
  }

  private event(name: string, data: unknown): void {
    this.wire.write(`event: ${name}\nid: ${this.position}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
