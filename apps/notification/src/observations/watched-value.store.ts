import { Injectable } from '@nestjs/common';
import { type ObservationRecorded } from '#contracts';
import { statement, type Tx } from '#persistence';

const MERGE = statement(
  'watched-value.merge',
  `INSERT INTO watched_value AS w (indicator, unit, period, version, value, known_from)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::float8[], $6::timestamptz[]) AS v (i, u, p, n, x, k)
   ORDER BY i, u, p
   ON CONFLICT (indicator, unit, period) DO UPDATE
     SET version = excluded.version, value = excluded.value, known_from = excluded.known_from
     WHERE excluded.version > w.version
   RETURNING indicator, unit, period, version`,
);

/** The newest value that each rule of a value has seen, so that a repeated or older one is not judged again. */
@Injectable()
export class WatchedValueStore {
  /** Keeps the newer ones and gives back which those are, as `indicator:unit:period:version`. */
  async merge(tx: Tx, observations: readonly ObservationRecorded[]): Promise<Set<string>> {
    const rows = await tx.query<{ indicator: string; unit: string; period: string; version: number }>(MERGE, [
      observations.map((each) => each.indicator),
      observations.map((each) => each.unit),
      observations.map((each) => each.period),
      observations.map((each) => each.version),
      observations.map((each) => each.value),
      observations.map((each) => each.recordedAt),
    ]);
    return new Set(rows.map((row) => `${row.indicator}:${row.unit}:${row.period}:${row.version}`));
  }
}
