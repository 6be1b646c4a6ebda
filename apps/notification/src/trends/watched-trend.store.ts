import { Injectable } from '@nestjs/common';
import { type TrendChanged } from '#contracts';
import { statement, type Tx } from '#persistence';
import { type WatchedTrend } from './trend-finding.js';

const MERGE = statement(
  'watched-trend.merge',
  `INSERT INTO watched_trend AS w (unit, subject, index_code, period_rule, period, version, verdict, strength, known_from)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::timestamptz[])
     AS t (u, s, i, r, p, n, v, e, k) ORDER BY u, s, i, r, p
   ON CONFLICT (unit, subject, index_code, period_rule, period) DO UPDATE
     SET version = excluded.version, verdict = excluded.verdict, strength = excluded.strength, known_from = excluded.known_from
     WHERE excluded.version > w.version`,
);
const NEWEST = statement(
  'watched-trend.newest',
  `SELECT s.key, t.period, t.verdict, t.strength
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS s (key, unit, subject, index_code, period_rule),
   LATERAL (SELECT period, verdict, strength FROM watched_trend w
            WHERE (w.unit, w.subject, w.index_code, w.period_rule) = (s.unit, s.subject, s.index_code, s.period_rule)
              AND w.verdict <> 'withdrawn'
            ORDER BY period DESC LIMIT $6) AS t`,
);

export const seriesOf = (data: TrendChanged): string =>
  `${data.unit}:${data.index ?? ''}:${data.subject}:${data.periodRule}`;

/** The trends of each series by period, for rules over several periods in a row. */
@Injectable()
export class WatchedTrendStore {
  /** Keeps the newer version of each; the trends must be of different cells. */
  async merge(tx: Tx, trends: readonly TrendChanged[]): Promise<void> {
    await tx.query(MERGE, [
      trends.map((each) => each.unit),
      trends.map((each) => each.subject),
      trends.map((each) => each.index ?? ''),
      trends.map((each) => each.periodRule),
      trends.map((each) => each.period),
      trends.map((each) => each.version),
      trends.map((each) => (each.withdrawn ? 'withdrawn' : each.verdict)),
      trends.map((each) => each.strength),
      trends.map((each) => each.knownFrom),
    ]);
  }

  /** The newest trends of each series, newest first. */
  async newest(tx: Tx, trends: readonly TrendChanged[], most: number): Promise<Map<string, WatchedTrend[]>> {
    const rows = await tx.query<WatchedTrend & { key: string }>(NEWEST, [
      trends.map(seriesOf),
      trends.map((each) => each.unit),
      trends.map((each) => each.subject),
      trends.map((each) => each.index ?? ''),
      trends.map((each) => each.periodRule),
      most,
    ]);
    return Map.groupBy(rows, (row) => row.key);
  }
}
