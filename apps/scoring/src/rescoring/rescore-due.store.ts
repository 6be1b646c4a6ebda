import { Injectable } from '@nestjs/common';
import { type Cause } from '#contracts';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { type Wait } from '#runtime';

/** A unit whose scores of some days are to be computed again. */
export interface RescoreDue {
  readonly unit: string;
  readonly from_day: Day;
  readonly to_day: Day;
  readonly cause: Cause;
  /** Time of the catalogue change that made it necessary, where one did. */
  readonly known_from: string | null;
}

export type NextDue = Pick<RescoreDue, 'unit' | 'from_day' | 'cause'>;

export interface DaysOfUnit {
  readonly unit: string;
  readonly from: Day;
  readonly to: Day;
}

const APPLIED = statement('catalogue-applied.lock', `SELECT version FROM catalogue_applied FOR UPDATE`);
const APPLY = statement(
  'catalogue-applied.set',
  `UPDATE catalogue_applied SET version = greatest(version, $1)`,
);

const MERGE = `
   ON CONFLICT (unit) DO UPDATE SET from_day = least(held.from_day, excluded.from_day),
     to_day = greatest(held.to_day, excluded.to_day), cause = greatest(held.cause, excluded.cause),
     known_from = greatest(held.known_from, excluded.known_from)`;

/**
 * Units that have scores or reports, of those that are named or report one of the indicators; all where neither is given.
 * Who answers for others may have nothing of its own yet.
 */
const MARK_CHANGE = statement(
  'rescore-due.mark-change',
  `INSERT INTO rescore_due AS held (unit, from_day, to_day, cause, known_from, due_at)
   SELECT unit, $3::date, 'infinity', 'rescore', $4::timestamptz, clock_timestamp() FROM (
     SELECT unit FROM scored_unit
     WHERE $5::boolean OR unit = ANY ($1::text[])
        OR unit IN (SELECT scored_unit FROM observation_version WHERE indicator = ANY ($2::text[]))
     UNION SELECT unnest($6::text[])) AS touched (unit)
   ORDER BY unit ${MERGE}, due_at = excluded.due_at`,
);

/** Days of a unit's past that were filled; due once it is quiet, or when they have waited long enough. */
const MARK_PAST = statement(
  'rescore-due.mark-past',
  `INSERT INTO rescore_due AS held (unit, from_day, to_day, cause, due_at)
   SELECT d.*, 'backfill', clock_timestamp() + $4::float8 * interval '1 millisecond'
   FROM unnest($1::text[], $2::date[], $3::date[]) AS d (unit, from_day, to_day)
   ${MERGE}, due_at = least(excluded.due_at, held.first_at + $5::float8 * interval '1 millisecond')`,
);

const NEXT = statement(
  'rescore-due.next',
  `SELECT unit, from_day, cause FROM rescore_due WHERE due_at <= clock_timestamp() ORDER BY due_at, unit LIMIT 1`,
);

/** What was marked since with an earlier day or another cause stays, and is taken next. */
const TAKE = statement(
  'rescore-due.take',
  `DELETE FROM rescore_due WHERE unit = $1 AND from_day >= $2 AND cause = $3
   RETURNING unit, from_day, to_day, cause, known_from`,
);

/** Series with values, or owing them: of the indicators that are named, of the units, or all. */
const SERIES_OF = statement(
  'observation-version.series-of',
  `SELECT indicator, unit FROM observation_version WHERE $3::boolean OR indicator = ANY ($1::text[]) OR unit = ANY ($2::text[])
   UNION SELECT indicator, unit FROM obligation WHERE $3::boolean OR indicator = ANY ($1::text[]) OR unit = ANY ($2::text[])`,
);

/** Nodes in which the units, or any, have scores. */
const NODES_OF = statement(
  'score.nodes-of',
  `SELECT index_code, component, period_rule, unit, max(last_day) AS newest_day FROM score
   WHERE $2::boolean OR unit = ANY ($1::text[]) GROUP BY index_code, component, period_rule, unit`,
);

export interface NodeOfUnit {
  index_code: string;
  component: string;
  period_rule: string;
  unit: string;
  newest_day: Day;
}

@Injectable()
export class RescoreDueStore {
  async applied(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ version: number }>(APPLIED);
    return row!.version;
  }

  async apply(tx: Tx, version: number): Promise<void> {
    await tx.query(APPLY, [version]);
  }

  /** Marks all units, or those that are named or report one of the indicators. */
  async markChange(
    tx: Tx,
    reach: {
      units: Iterable<string>;
      indicators: Iterable<string>;
      answering: Iterable<string>;
      all: boolean;
      from: Day;
      knownFrom: string;
    },
  ): Promise<void> {
    await tx.query(MARK_CHANGE, [
      [...reach.units],
      [...reach.indicators],
      reach.from,
      reach.knownFrom,
      reach.all,
      [...reach.answering],
    ]);
  }

  async markPast(tx: Tx, days: readonly DaysOfUnit[], wait: Wait): Promise<void> {
    if (days.length === 0) return;
    const sorted = [...days].sort((a, b) => (a.unit < b.unit ? -1 : 1));
    tx.send(MARK_PAST, [
      sorted.map(({ unit }) => unit),
      sorted.map(({ from }) => from),
      sorted.map(({ to }) => to),
      wait.quietMs,
      wait.longestMs,
    ]);
  }

  /** The unit that has waited longest; not locked, since the unit's own lock comes before that of its mark. */
  async next(tx: Tx): Promise<NextDue | undefined> {
    const [row] = await tx.query<RescoreDue>(NEXT);
    return row;
  }

  async take(tx: Tx, { unit, from_day: from, cause }: NextDue): Promise<RescoreDue | undefined> {
    const [row] = await tx.query<RescoreDue>(TAKE, [unit, from, cause]);
    return row;
  }

  /** @param isAll  of all indicators and units */
  seriesOf(
    tx: Tx,
    indicators: readonly string[],
    units: readonly string[],
    isAll: boolean,
  ): Promise<{ indicator: string; unit: string }[]> {
    return tx.query(SERIES_OF, [indicators, units, isAll]);
  }

  /** @param isAll  of all units */
  nodesOf(tx: Tx, units: readonly string[], isAll: boolean): Promise<NodeOfUnit[]> {
    return tx.query(NODES_OF, [units, isAll]);
  }
}
