import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Tx } from '#persistence';
import { logger } from '#observability';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { SettlePublication } from './settle-publication.js';

/** A result of a year comes in as many rows: they are counted together. */
const WAIT_MS = 300;

/** Remembers which publications have got values or another catalogue entry, and settles them soon after. */
@Injectable()
export class Publications implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly touched = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly settlePublication: SettlePublication,
    private readonly own: OwnCatalogue,
  ) {}

  /** What a crash left uncounted is counted at the start. */
  onApplicationBootstrap(): void {
    this.own.catalogue.onChange((changed) =>
      this.touch(changed.filter(({ kind }) => kind === 'publication').map(({ code }) => code)),
    );
    this.touch(this.own.catalogue.all('publication').map(({ code }) => code));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Published values were recorded in this transaction. */
  recorded(tx: Tx, rows: readonly { indicator: string; period: string }[]): void {
    const codes = new Set(
      rows.flatMap(({ indicator, period }) => {
        const entry = this.own.catalogue.history('indicator', indicator).at(-1)?.attributes;
        return entry?.kind === 'outcome' ? [`${entry.index}:${period}`] : [];
      }),
    );
    if (codes.size > 0) tx.afterCommit(() => this.touch([...codes]));
  }

  private touch(codes: readonly string[]): void {
    for (const code of codes) this.touched.add(code);
    if (this.touched.size === 0 || this.timer || this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.running = this.settle().finally(() => (this.running = undefined));
    }, WAIT_MS);
  }

  private async settle(): Promise<void> {
    const codes = Array.from(this.touched);
    this.touched.clear();
    for (const code of codes) {
      if (this.stopped) return;
      const [index = '', period = ''] = code.split(':');
      try {
        await this.settlePublication.execute(index, period);
      } catch (error) {
        logger.warn(
          { err: error, publication: code },
          'a publication could not be settled and is tried again',
        );
        this.touch([code]);
      }
    }
  }
}
