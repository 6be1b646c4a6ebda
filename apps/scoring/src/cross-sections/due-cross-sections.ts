import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Tx } from '#persistence';
import { BackgroundWork } from '#runtime';
import { type CrossSection } from './cross-section.js';
import { DueCrossSectionStore } from './due-cross-section.store.js';
import { LookedAt } from './looked-at.js';
import { RecomputeCrossSections } from './recompute-cross-sections.js';

/**
 * While the past is filled, each value touches every later window of its series. Looked at for each batch, that is the
 * square of the work; looked at when it is quiet, and every minute meanwhile, it is a few times the work.
 */
const WAIT = { quietMs: 2500, longestMs: 60_000 };
/**
 * What was looked at a short while ago is still being filled, and longer windows will replace all that would be written
 * now: of 63,000 rewrites of trends on half of the demo, 60,000 said no more than that their window had grown.
 */
const AGAIN = { quietMs: 8000, longestMs: 240_000, withinMs: 300_000 };
const PAUSE_MS = 500;
/** Cross-sections of one transaction: few enough for what is live, and for the relay, to slip in between. */
const AT_ONCE = 6;

/** Cross-sections that wait, and the worker that takes them; many touches of one are one computation. */
@Injectable()
export class DueCrossSections implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly looked = new LookedAt(AGAIN.withinMs);
  private readonly work = new BackgroundWork('cross-sections', PAUSE_MS, () => this.takeSome());

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
    const isAgain = (section: CrossSection) => section.cause === 'backfill' && this.looked.isRecent(section);
    await this.store.add(
      tx,
      sections.filter((section) => !isAgain(section)),
      WAIT,
    );
    await this.store.add(tx, sections.filter(isAgain), AGAIN);
  }

  /** True where there may be more. */
  takeSome(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const sections = await this.store.take(tx, AT_ONCE);
      await this.recompute.execute(tx, sections);
      tx.afterCommit(() => this.looked.note(sections));
      return sections.length === AT_ONCE;
    });
  }
}
