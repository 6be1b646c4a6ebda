import { Injectable } from '@nestjs/common';
import { type Day, type Instant, type ObligationChanged, type OutgoingEvent } from '#contracts';
import { type Tx } from '#persistence';
import { type Revision } from '../observations/revision.js';
import { FeedWatch } from './feed-watch.js';
import { obligationEvent } from './obligation-event.js';
import { ObligationScan } from './obligation-scan.js';
import { ObligationStore } from './obligation.store.js';
import { SpanStore } from './span.store.js';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { periodOf } from '#periods';

/** Values that have come meet the obligations that are open for them, and begin the duty to report where they are the first. */
@Injectable()
export class MeetObligations {
  /** From when on each indicator is reported, as far as this process knows; the table knows better and keeps the earliest. */
  private readonly starts = new Map<string, Day>();

  constructor(
    private readonly store: ObligationStore,
    private readonly spans: SpanStore,
    private readonly own: OwnCatalogue,
    private readonly feedWatch: FeedWatch,
    private readonly scan: ObligationScan,
  ) {}

  async execute(
    tx: Tx,
    added: readonly Revision[],
    settings: { now: Instant; backfill: boolean; demo: boolean; catalogueVersion: number },
  ): Promise<OutgoingEvent<ObligationChanged>[]> {
    const firsts = added.filter(({ revision }) => revision === 0);
    if (firsts.length === 0) return [];
    const earlier = this.earlierStarts(firsts, settings.backfill);
    if (earlier.size > 0) {
      await this.spans.lower(tx, earlier, settings.now, settings.demo);
      tx.afterCommit(() => this.remember(earlier));
    }
    tx.afterCommit(() => this.scan.nudge());
    const met = await this.store.meet(tx, firsts, settings.demo, settings.catalogueVersion);
    return met.map(obligationEvent);
  }

  private earlierStarts(firsts: readonly Revision[], backfill: boolean): Map<string, Day> {
    const earlier = new Map<string, Day>();
    for (const { indicator, period } of firsts) {
      const rule = this.own.catalogue.history('indicator', indicator).at(-1)?.attributes.periodRule;
      if (rule === undefined) continue;
      const { firstDay, lastDay } = periodOf(rule, period);
      if (backfill) this.feedWatch.fed(indicator, lastDay);
      const known = earlier.get(indicator) ?? this.starts.get(indicator);
      if (known === undefined || firstDay < known) earlier.set(indicator, firstDay);
    }
    return earlier;
  }

  private remember(earlier: ReadonlyMap<string, Day>): void {
    for (const [indicator, day] of earlier) {
      const known = this.starts.get(indicator);
      if (known === undefined || day < known) this.starts.set(indicator, day);
    }
  }
}
