import { Inject, Injectable } from '@nestjs/common';
import { type Day } from '#periods';
import { Database, type Tx } from '#persistence';
import { ScoringRules } from '../method/scoring-rules.js';
import { type CrossSection, foldSections, isRollUp, isUrgent } from './cross-section.js';
import { DueCrossSectionStore, type Kind } from './due-cross-section.store.js';
import { LookedAt } from './looked-at.js';
import { portionOf } from './portion.js';
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
const NOW = { quietMs: 0, longestMs: 0 };
/** What may open an alert is looked at once. */
const AT_ONCE = { ...NOW, urgent: true };
/**
 * A province's own row is made of all inputs of all of its units, some thousands, and no unit waits for it: values that
 * come together are one computation of it.
 */
const ROW_WAIT = { quietMs: 250, longestMs: 1000, urgent: true };

/** Few enough for what is live, and for the relay, to slip in between. */
const PAST: Kind = { urgent: false, limit: 6 };
/** All that a live value touches among the units, in one transaction. */
const LIVE: Kind = { urgent: true, rollUps: false, limit: 24 };
const LIVE_ROWS: Kind = { urgent: true, rollUps: true, limit: 4 };

/** Cross-sections that wait, and what the workers do with them; many touches of one are one computation. */
@Injectable()
export class DueCrossSections {
  private readonly looked = new LookedAt(AGAIN.withinMs);
  private readonly limits = new Map<Kind, number>();
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
    const [live, past] = partition(sections, isUrgent);
    const [rows, units] = partition(live, isRollUp);
    const [again, first] = partition(
      past,
      (section) => section.cause === 'backfill' && this.looked.isRecent(section),
    );
    await this.store.add(tx, units, version, AT_ONCE);
    await this.store.add(tx, rows, version, ROW_WAIT);
    await this.store.add(tx, first, version, WAIT);
    await this.store.add(tx, again, version, AGAIN);
    if (units.length > 0) tx.afterCommit(() => this.nudgeUrgent());
  }

  /** What waits; true where there may be more. */
  takeSome(): Promise<boolean> {
    return this.compute(PAST);
  }

  /** What must not wait; true where there may be more. */
  takeUrgent(): Promise<boolean> {
    return this.compute(LIVE);
  }

  /** The rows of provinces that live values touched; true where there may be more. */
  takeRows(): Promise<boolean> {
    return this.compute(LIVE_ROWS);
  }

  private compute(kind: Kind): Promise<boolean> {
    const { version } = this.rules;
    const limit = this.limits.get(kind) ?? kind.limit;
    return this.database.transaction(async (tx) => {
      const taken = foldSections(await this.store.take(tx, { ...kind, limit }, version));
      const [sections, later] = portionOf(taken, (section) => this.newestOf(section));
      await this.recompute.execute(tx, sections);
      await this.store.add(tx, later, version, { ...NOW, urgent: kind.urgent });
      tx.afterCommit(() => this.looked.note(sections));
      // What is live may have waited for a lock that was held here.
      if (kind !== LIVE && sections.length > 0) tx.afterCommit(() => this.nudgeUrgent());
      // What is put back costs as much as what is taken: the next time no more is taken than was of use.
      if (later.length > 0) this.limits.set(kind, sections.length);
      else if (taken.length === limit) this.limits.set(kind, Math.min(kind.limit, limit + 1));
      return taken.length === limit || later.length > 0;
    });
  }

  /** Of what has not been looked at yet it is said that it may go on until today: that only makes the portion smaller. */
  private newestOf(section: CrossSection): Day {
    return this.recompute.newestOf(section) ?? new Date().toISOString().slice(0, 10);
  }
}

function partition<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}
