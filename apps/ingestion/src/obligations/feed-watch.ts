import { Injectable } from '@nestjs/common';
import { type Day } from '#contracts';

/** After two windows without a value of its past, the feed of an indicator rests. */
const WINDOW_MS = 2_000;

/** The newest period's last day that came in the window under way, and in the one before it. */
interface Feed {
  readonly begunAt: number;
  readonly newest: Day;
  readonly before: Day | undefined;
}

/**
 * Remembers which indicators are being fed with their past: what is on its way is not missing, and opening it first would
 * cost two states instead of one. It knows this process alone; elsewhere a report is late for a moment, as history.
 */
@Injectable()
export class FeedWatch {
  private readonly feeds = new Map<string, Feed>();

  fed(indicator: string, lastDay: Day): void {
    const now = performance.now();
    const feed = this.feeds.get(indicator);
    if (!feed || now - feed.begunAt > WINDOW_MS) {
      const before = feed && now - feed.begunAt < 2 * WINDOW_MS ? feed.newest : undefined;
      this.feeds.set(indicator, { begunAt: now, newest: lastDay, before });
    } else if (lastDay > feed.newest) this.feeds.set(indicator, { ...feed, newest: lastDay });
  }

  /** The newest last day that came lately; undefined while the feed rests. */
  newestFed(indicator: string): Day | undefined {
    const feed = this.feeds.get(indicator);
    if (!feed || performance.now() - feed.begunAt > 2 * WINDOW_MS) return undefined;
    return feed.before !== undefined && feed.before > feed.newest ? feed.before : feed.newest;
  }
}
