import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { logger } from '#observability';
import { GatewayConfig } from '../gateway.config.js';
import { ChangeLogStore, type LogRow } from './change-log.store.js';

type Listener = (rows: readonly LogRow[]) => void;

const BATCH = 500;
/** Another gateway process may have written: looked at when nothing wakes this one. */
const IDLE_MS = 250;
/** A writer is under way: its rows, and those above it, will be final in a moment. */
const PENDING_MS = 5;
const TRIM_EVERY_MS = 60_000;

/** Reads the change log once for all clients of this process; woken after each commit, so latency is not a poll's. */
@Injectable()
export class LiveFeed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private position = 0;
  private timer: NodeJS.Timeout | undefined;
  private trimmer: NodeJS.Timeout | undefined;
  private reading = false;
  private again = false;
  private stopped = false;

  constructor(
    @Inject(ChangeLogStore) private readonly log: ChangeLogStore,
    @Inject(GatewayConfig) private readonly config: GatewayConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.position = (await this.log.bounds()).newest;
    this.schedule(IDLE_MS);
    this.trimmer = setInterval(() => void this.trim(), TRIM_EVERY_MS);
    this.trimmer.unref();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.trimmer);
  }

  /** The position that every listener has been given. */
  get served(): number {
    return this.position;
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    this.nudge();
    return () => this.listeners.delete(listener);
  }

  /** Something was committed: read now. */
  nudge(): void {
    if (this.reading) this.again = true;
    else this.schedule(0);
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.read(), ms);
  }

  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    this.again = false;
    let next = IDLE_MS;
    try {
      const { rows, awaited } = await this.log.look(this.position, BATCH);
      this.hand(rows);
      if (rows.length === BATCH) next = 0;
      else if (awaited && this.listeners.size > 0) next = PENDING_MS;
    } catch (error) {
      logger.warn({ err: error }, 'the change log could not be read');
    } finally {
      this.reading = false;
      this.schedule(this.again && this.listeners.size > 0 ? Math.min(next, 1) : next);
    }
  }

  private hand(rows: readonly LogRow[]): void {
    const last = rows.at(-1);
    if (!last) return;
    this.position = last.position;
    for (const listener of this.listeners) listener(rows);
  }

  private async trim(): Promise<void> {
    await this.log
      .trim(this.config.liveRows, this.config.liveSeconds)
      .catch((error: unknown) => logger.warn({ err: error }, 'the change log could not be trimmed'));
  }
}
