import { Injectable } from '@nestjs/common';
import { statement, type Tx } from '#persistence';
import { type Revision, type StoredRevision } from './revision.js';

/**
 * The order of the rows is the order of the locks: rows come sorted by cell, so that two requests with the same cells
 * wait for each other instead of dying in a deadlock. A revision that stands already is left out.
 */
const ADD = statement(
  'observation.add',
  `INSERT INTO observation
     (indicator, period, unit, revision, id, scored_unit, value, numerator, denominator, unit_of_measure, status, flag,
      reason, note, reported_by, known_from, cause, demo, catalogue_version)
   SELECT added.*, $18, $19
   FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::uuid[], $6::text[], $7::float8[], $8::float8[],
               $9::float8[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
               $16::timestamptz[], $17::text[]) AS added
   ON CONFLICT DO NOTHING
   RETURNING id`,
);

/** The newest revision of each cell, and those of the time that a row brings: all that can be repeated by it. */
const READ_REVISIONS = statement(
  'observation.read-revisions',
  `SELECT stored.indicator, stored.period, stored.unit, stored.revision, stored.id, stored.value, stored.numerator,
          stored.denominator, stored.status, stored.flag, stored.known_from
   FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS cell (indicator, period, unit, recorded_at)
   CROSS JOIN LATERAL (
     (SELECT * FROM observation AS newest
      WHERE (newest.indicator, newest.period, newest.unit) = (cell.indicator, cell.period, cell.unit)
      ORDER BY newest.revision DESC LIMIT 1)
     UNION ALL
     (SELECT * FROM observation AS same
      WHERE cell.recorded_at IS NOT NULL
        AND (same.indicator, same.period, same.unit) = (cell.indicator, cell.period, cell.unit)
        AND same.known_from = cell.recorded_at)) AS stored
   ORDER BY stored.revision`,
);

interface Cell {
  readonly indicator: string;
  readonly period: string;
  readonly unit: string;
  readonly recordedAt?: string | undefined;
}

@Injectable()
export class ObservationStore {
  /** Adds the revisions that do not stand yet and says which they are, by id. */
  async add(
    tx: Tx,
    revisions: readonly Revision[],
    { demo, catalogueVersion }: { demo: boolean; catalogueVersion: number },
  ): Promise<ReadonlySet<string>> {
    const column = <K extends keyof Revision>(name: K) => revisions.map((each) => each[name] ?? null);
    const rows = await tx.query<{ id: string }>(ADD, [
      column('indicator'),
      column('period'),
      column('unit'),
      column('revision'),
      column('id'),
      column('scoredUnit'),
      column('value'),
      column('numerator'),
      column('denominator'),
      column('unitOfMeasure'),
      column('status'),
      column('flag'),
      column('reason'),
      column('note'),
      column('reportedBy'),
      column('recordedAt'),
      column('cause'),
      demo,
      catalogueVersion,
    ]);
    return new Set(rows.map((row) => row.id));
  }

  /** What a row of these cells may repeat or follow, the oldest first; the newest may come twice. */
  readRevisions(tx: Tx, cells: readonly Cell[]): Promise<StoredRevision[]> {
    return tx.query<StoredRevision>(READ_REVISIONS, [
      cells.map((cell) => cell.indicator),
      cells.map((cell) => cell.period),
      cells.map((cell) => cell.unit),
      cells.map((cell) => cell.recordedAt ?? null),
    ]);
  }
}
