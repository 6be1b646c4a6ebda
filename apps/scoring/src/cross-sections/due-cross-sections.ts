import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '#persistence';
import { ScoringRules } from '../method/scoring-rules.js';
import { type CrossSection, foldSections, isUrgent } from './cross-section.js';
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
/** Cross-sections of one transaction: few enough for what is live, and for the relay, to slip in between. */
const AT_ONCE = 6;
/** All that a live value touches, in one transaction. */
const URGENT_AT_ONCE = 24;

/** Cross-sections that wait, and what the two workers do with them; many touches of one are one computation. */
@Injectable()
export class DueCrossSections {
  private readonly looked = new LookedAt(AGAIN.withinMs);
  private nudgeUrgent: () => void = () => undefined;

  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(Database) private readonly database: Database,
    @Inject(DueCrossSectionStore) private readonly store: DueCrossSectionStore,
    @Inject(RecomputeCrossSections) private readonly recompute: RecomputeCrossSections,
  ) {}

  /** Called after each commit after which something must not wait. */
  onUrgent(listener: () => void): void {
    this.nudgeUrgent = listener;
  }

  /** Marks what a transaction touched: what may open an alert is looked at once, what fills the past waits and folds. */
  async add(tx: Tx, sections: readonly CrossSection[]): Promise<void> {
    const { version } = this.rules;
    const [now, later] = [sections.filter(isUrgent), sections.filter((section) => !isUrgent(section))];
    const isAgain = (section: CrossSection) => section.cause === 'backfill' && this.looked.isRecent(section);
    await this.store.add(tx, now, version, 'urgent');
    await this.store.add(
      tx,
      later.filter((section) => !isAgain(section)),
      version,
      WAIT,
    );
    await this.store.add(tx, later.filter(isAgain), version, AGAIN);
    if (now.length > 0) tx.afterCommit(() => this.nudgeUrgent());
  }

  /** What waits; true where there may be more. */
  takeSome(): Promise<boolean> {
    return this.compute(false, AT_ONCE);
  }

  /** What must not wait; true where there may be more. */
  takeUrgent(): Promise<boolean> {
    return this.compute(true, URGENT_AT_ONCE);
  }

  private compute(urgent: boolean, limit: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const touches = await this.store.take(tx, { urgent, catalogueVersion: this.rules.version, limit });
      const sections = foldSections(touches);
      await this.recompute.execute(tx, sections);
      tx.afterCommit(() => this.looked.note(sections));
      // What is live may have waited for a lock that was held here.
      if (!urgent && sections.length > 0) tx.afterCommit(() => this.nudgeUrgent());
      return sections.length === limit;
    });
  }
}
