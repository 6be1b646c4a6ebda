import { Injectable } from '@nestjs/common';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';

export interface RescoreDue {
  readonly unit: string;
  readonly from_day: Day;
  readonly known_from: string;
}

const APPLIED = statement('catalogue-applied.lock', `SELECT version FROM catalogue_applied FOR UPDATE`);
const APPLY = statement(
  'catalogue-applied.set',
  `UPDATE catalogue_applied SET version = greatest(version, $1)`,
);

/** Units that have scores or reports, of those that report one of the indicators or are named. */
const MARK = statement(
  'rescore-due.mark',
  `INSERT INTO rescore_due AS held (unit, from_day, known_from, catalogue_version)
   SELECT unit, $3::date, $4::timestamptz, $5::int FROM scored_unit
   WHERE unit = ANY ($1::text[])
      OR unit IN (SELECT scored_unit FROM observation_version WHERE indicator = ANY ($2::text[]))
   ORDER BY unit
   ON CONFLICT (unit) DO UPDATE SET from_day = least(held.from_day, excluded.from_day),
     known_from = greatest(held.known_from, excluded.known_from), catalogue_version = excluded.catalogue_version`,
);

const MARK_ALL = statement(
  'rescore-due.mark-all',
  `INSERT INTO rescore_due AS held (unit, from_day, known_from, catalogue_version)
   SELECT unit, $1::date, $2::timestamptz, $3::int FROM scored_unit ORDER BY unit
   ON CONFLICT (unit) DO UPDATE SET from_day = least(held.from_day, excluded.from_day),
     known_from = greatest(held.known_from, excluded.known_from), catalogue_version = excluded.catalogue_version`,
);

const TAKE = statement(
  'rescore-due.take',
  `DELETE FROM rescore_due WHERE unit = (SELECT unit FROM rescore_due ORDER BY unit LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING unit, from_day, known_from`,
);

/** Units with values of an indicator, for the families that judge it. */
const UNITS_OF = statement(
  'observation-version.units-of',
  `SELECT indicator, unit FROM observation_version WHERE indicator = ANY ($1::text[]) GROUP BY indicator, unit`,
);

/** Nodes that units of some group have scores in. */
const NODES_OF = statement(
  'score.nodes-of',
  `SELECT index_code, component, period_rule FROM score WHERE unit = ANY ($1::text[])
   GROUP BY index_code, component, period_rule`,
);

@Injectable()
export class RescoreDueStore {
  async applied(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ version: number }>(APPLIED);
    return row!.version;
  }

  async apply(tx: Tx, version: number): Promise<void> {
    await tx.query(APPLY, [version]);
  }

  async mark(
    tx: Tx,
    units: readonly string[],
    indicators: readonly string[],
    from: Day,
    knownFrom: string,
    version: number,
  ): Promise<void> {
    await tx.query(MARK, [units, indicators, from, knownFrom, version]);
  }

  async markAll(tx: Tx, from: Day, knownFrom: string, version: number): Promise<void> {
    await tx.query(MARK_ALL, [from, knownFrom, version]);
  }

  async take(tx: Tx): Promise<RescoreDue | undefined> {
    const [row] = await tx.query<RescoreDue>(TAKE);
    return row;
  }

  unitsOf(tx: Tx, indicators: readonly string[]): Promise<{ indicator: string; unit: string }[]> {
    return tx.query(UNITS_OF, [indicators]);
  }

  nodesOf(
    tx: Tx,
    units: readonly string[],
  ): Promise<{ index_code: string; component: string; period_rule: string }[]> {
    return tx.query(NODES_OF, [units]);
  }
}
