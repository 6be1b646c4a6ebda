import { Injectable } from '@nestjs/common';
import { type Day, type Instant } from '#contracts';
import { Database, statement, type Tx } from '#persistence';
import { type Span } from './span.js';

/** How long after its last step back the feed may still be filling the oldest period. */
const FILLING_SECONDS = 3;

const READ = statement(
  'span.read',
  `SELECT indicator, start_day, live_from, demo, opened_from, opened_through,
          fed_at > clock_timestamp() - interval '${FILLING_SECONDS} seconds' AS filling
   FROM obligation_span ORDER BY indicator`,
);

/** Rows come sorted by indicator, so that two feeds wait for each other in one order. */
const LOWER = statement(
  'span.lower',
  `INSERT INTO obligation_span AS span (indicator, start_day, live_from, demo)
   SELECT fed.indicator, fed.start_day, $3, $4 FROM unnest($1::text[], $2::date[]) AS fed (indicator, start_day)
   ON CONFLICT (indicator) DO UPDATE SET start_day = excluded.start_day, fed_at = clock_timestamp()
     WHERE span.start_day > excluded.start_day`,
);

const EXTEND = statement(
  'span.extend',
  `UPDATE obligation_span AS span
   SET opened_from = least(span.opened_from, opened.first_day), opened_through = greatest(span.opened_through, opened.last_day)
   FROM (SELECT indicator, min(last_day) AS first_day, max(last_day) AS last_day
         FROM unnest($1::text[], $2::date[]) AS each (indicator, last_day) GROUP BY indicator) AS opened
   WHERE span.indicator = opened.indicator`,
);

const REOPEN = statement(
  'span.reopen',
  `UPDATE obligation_span SET opened_from = NULL, opened_through = NULL WHERE indicator = ANY ($1::text[])`,
);

interface SpanRow {
  indicator: string;
  start_day: Day;
  live_from: Instant;
  demo: boolean;
  opened_from: Day | null;
  opened_through: Day | null;
  filling: boolean;
}

export type Starts = ReadonlyMap<string, Day>;

@Injectable()
export class SpanStore {
  constructor(private readonly database: Database) {}

  async read(): Promise<Span[]> {
    return (await this.database.query<SpanRow>(READ)).map((row) => ({
      indicator: row.indicator,
      startDay: row.start_day,
      liveFrom: row.live_from,
      demo: row.demo,
      ...(row.opened_from === null ? {} : { openedFrom: row.opened_from }),
      ...(row.opened_through === null ? {} : { openedThrough: row.opened_through }),
      filling: row.filling,
    }));
  }

  /** Lets the reports of each indicator begin on the day, where they begin later or not at all so far. */
  async lower(tx: Tx, starts: Starts, now: Instant, demo: boolean): Promise<void> {
    const sorted = [...starts].sort(([a], [b]) => (a < b ? -1 : 1));
    await tx.query(LOWER, [sorted.map(([indicator]) => indicator), sorted.map(([, day]) => day), now, demo]);
  }

  async extend(tx: Tx, opened: readonly { indicator: string; lastDay: Day }[]): Promise<void> {
    await tx.query(EXTEND, [opened.map((each) => each.indicator), opened.map((each) => each.lastDay)]);
  }

  /** All periods of the indicators are looked at again: what they owe has changed. */
  async reopen(tx: Tx, indicators: readonly string[]): Promise<void> {
    if (indicators.length > 0) await tx.query(REOPEN, [indicators]);
  }
}
