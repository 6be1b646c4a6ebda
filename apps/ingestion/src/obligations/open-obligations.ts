import { Injectable } from '@nestjs/common';
import { type Day, type Instant } from '#contracts';
import { type Catalogue } from '#catalogue';
import { Outbox } from '#messaging';
import { Database } from '#persistence';
import { dayOf } from '#periods';
import { FeedWatch } from './feed-watch.js';
import { obligationEvent } from './obligation-event.js';
import { ObligationStore, type OpenedReport } from './obligation.store.js';
import { reviewed } from './review-obligations.js';
import { owedReports } from './owed-reports.js';
import { type Opening, openingsOf } from './span.js';
import { SpanStore } from './span.store.js';

/** Reports a transaction: intake waits for it, some 50 ms. */
const MOST_REPORTS = 1_000;
/** Transactions a look, so that what falls due meanwhile does not wait for twenty years of history. */
const MOST_BATCHES = 8;

/** Opens the obligations of every period whose turn has come: newest first, what is live before what is history. */
@Injectable()
export class OpenObligations {
  constructor(
    private readonly database: Database,
    private readonly store: ObligationStore,
    private readonly spans: SpanStore,
    private readonly feedWatch: FeedWatch,
    private readonly outbox: Outbox,
  ) {}

  /** Whether something was opened, and whether more is left: for the next look, or until the feed has filled its oldest period. */
  async execute(
    catalogue: Catalogue,
    now: Instant,
    newDay: boolean,
  ): Promise<{ opened: boolean; more: boolean }> {
    const spans = await this.spans.read();
    const newestFed = (indicator: string) => this.feedWatch.newestFed(indicator);
    const look = { now, newDay, newestFed };
    const openings = spans.flatMap((span) => openingsOf(span, catalogue, look)).sort(byUrgency);
    let done = 0;
    for (let batches = 0; batches < MOST_BATCHES && done < openings.length; batches += 1) {
      const batch = nextBatch(openings.slice(done), catalogue, dayOf(now));
      await this.open(batch, catalogue, now);
      done += batch.length;
    }
    const waiting = spans.some(({ indicator, filling }) => filling || newestFed(indicator) !== undefined);
    return { opened: done > 0, more: done < openings.length || waiting };
  }

  private async open(batch: readonly Batched[], catalogue: Catalogue, now: Instant): Promise<void> {
    await this.database.transaction(async (tx) => {
      const reports = batch.flatMap((each) => each.reports);
      if (reports.length > 0) await this.store.lockIntake(tx);
      const rows = reports.length === 0 ? [] : await this.store.open(tx, reports, catalogue.version, now);
      const unmet = rows.filter(({ state }) => state !== 'received');
      const passedOn = await this.store.change(
        tx,
        reviewed(unmet, catalogue, dayOf(now), now),
        catalogue.version,
        now,
      );
      await this.spans.extend(
        tx,
        batch.map(({ opening: { span, period } }) => ({
          indicator: span.indicator,
          lastDay: period.lastDay,
        })),
      );
      await this.outbox.append(tx, [...rows, ...passedOn].map(obligationEvent));
    });
  }
}

interface Batched {
  readonly opening: Opening;
  readonly reports: readonly OpenedReport[];
}

function nextBatch(openings: readonly Opening[], catalogue: Catalogue, today: Day): Batched[] {
  const batch: Batched[] = [];
  let size = 0;
  for (const opening of openings) {
    const reports = reportsOf(opening, catalogue, today);
    batch.push({ opening, reports });
    size += reports.length;
    if (size >= MOST_REPORTS) break;
  }
  return batch;
}

const isHistory = ({ span, asking }: Opening): boolean =>
  asking === undefined || asking.opensAt < span.liveFrom;

/** Live before history; within history the newest first. Each indicator's own order stays: sort is stable. */
function byUrgency(a: Opening, b: Opening): number {
  const order = Number(isHistory(a)) - Number(isHistory(b));
  if (order !== 0 || !isHistory(a)) return order;
  return a.period.lastDay < b.period.lastDay ? 1 : a.period.lastDay > b.period.lastDay ? -1 : 0;
}

/** What was asked for before the first value came is history, which alarms nobody. */
function reportsOf({ span, period, asking }: Opening, catalogue: Catalogue, today: Day): OpenedReport[] {
  if (!asking) return [];
  return owedReports(catalogue, span.indicator, period, asking, today).map((report) => ({
    ...report,
    cause: report.opensAt < span.liveFrom ? 'backfill' : 'live',
    demo: span.demo,
  }));
}
