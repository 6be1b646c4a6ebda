import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Tx } from '#persistence';
import { BackgroundWork } from '../rescoring/background-work.js';
import { type CrossSection } from './cross-section.js';
import { DueCrossSectionStore } from './due-cross-section.store.js';
import { RecomputeCrossSections } from './recompute-cross-sections.js';

/** What fills the past is looked at once for all touches of this many milliseconds. */
const SETTLE_MS = 2000;
/** Cross-sections of one transaction: enough for one read, few enough for a live one to slip in between. */
const AT_ONCE = 24;

/** Cross-sections that wait, and the worker that takes them; many touches of one are one computation. */
@Injectable()
export class DueCrossSections implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly work = new BackgroundWork('cross-sections', SETTLE_MS / 4, () => this.takeSome());

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DueCrossSectionStore) private readonly store: DueCrossSectionStore,
    @Inject(RecomputeCrossSections) private readonly recompute: RecomputeCrossSections,
  ) {}

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.work.stop();
  }

  async add(tx: Tx, sections: readonly CrossSection[]): Promise<void> {
    await this.store.add(tx, sections, SETTLE_MS);
  }

  /** True where there may be more. */
  takeSome(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const sections = await this.store.take(tx, AT_ONCE);
      await this.recompute.execute(tx, sections);
      return sections.length === AT_ONCE;
    });
  }
}
