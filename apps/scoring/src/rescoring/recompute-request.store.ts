import { Injectable } from '@nestjs/common';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { type AnsweredSeries } from '../method/answering-units.js';

/** What is computed again; an absent index or unit means all. */
export interface RecomputeScope {
  readonly index_code: string | null;
  readonly unit: string | null;
  readonly from_day: Day;
  readonly to_day: Day;
}

/** What an operator asks for. */
export interface RecomputeRequest extends RecomputeScope {
  readonly id: number;
  readonly asked_by: string;
}

/** A unit's series, from its first to its newest period within the days that are asked for. */
interface Stretch {
  readonly unit: string;
  readonly first_day: Day;
  readonly newest_day: Day;
}

export interface NodeStretch extends Stretch {
  readonly index_code: string;
  readonly component: string;
  readonly period_rule: string;
}

export interface IndicatorStretch extends Stretch {
  readonly indicator: string;
}

/** Its row is locked until it is marked: two processes do not mark it twice. */
const NEXT = statement(
  'recompute-request.next',
  `SELECT id, index_code, unit, from_day, to_day, asked_by FROM recompute_request
   WHERE marked_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
);

const MARKED = statement(
  'recompute-request.marked',
  `UPDATE recompute_request SET marked_at = clock_timestamp(), units = $2, cross_sections = $3 WHERE id = $1`,
);

/**
 * Without an index every unit of which anything is known, or that answers for a series of which something is: it may lack
 * the scores that it should have.
 */
const MARK_UNITS = statement(
  'recompute-request.mark-units',
  `INSERT INTO rescore_due AS held (unit, from_day, to_day, cause, due_at)
   SELECT unit, $3::date, $4::date, 'rescore', clock_timestamp() FROM (
     SELECT unit FROM scored_unit
     UNION SELECT a.unit FROM unnest($5::text[], $6::text[], $7::text[]) AS a (unit, indicator, of)
     WHERE EXISTS (SELECT FROM observation_version v WHERE v.indicator = a.indicator AND v.unit = a.of)
        OR EXISTS (SELECT FROM obligation o WHERE o.indicator = a.indicator AND o.unit = a.of)) AS known
   WHERE ($2::text IS NULL OR unit = $2)
     AND ($1::text IS NULL OR unit IN (SELECT s.unit FROM score s WHERE split_part(s.index_code, '@', 1) = $1))
   ORDER BY unit
   ON CONFLICT (unit) DO UPDATE SET from_day = least(held.from_day, excluded.from_day),
     to_day = greatest(held.to_day, excluded.to_day), cause = 'rescore', due_at = excluded.due_at
   RETURNING unit`,
);

const NODES = statement(
  'recompute-request.nodes',
  `SELECT index_code, component, period_rule, unit, min(last_day) AS first_day, max(last_day) AS newest_day FROM score
   WHERE ($1::text IS NULL OR split_part(index_code, '@', 1) = $1) AND ($2::text IS NULL OR unit = $2) AND last_day BETWEEN $3 AND $4
   GROUP BY index_code, component, period_rule, unit`,
);

const INDICATORS = statement(
  'recompute-request.indicators',
  `SELECT indicator, unit, min(last_day) AS first_day, max(last_day) AS newest_day FROM observation_version
   WHERE ($1::text IS NULL OR unit = $1) AND last_day BETWEEN $2 AND $3 GROUP BY indicator, unit`,
);

const PROVINCE_ROWS = statement(
  'recompute-request.province-rows',
  `SELECT province, period_rule, period FROM unit_input WHERE ($1::text IS NULL OR province = $1 OR unit = $1)
   GROUP BY province, period_rule, period`,
);

@Injectable()
export class RecomputeRequestStore {
  async next(tx: Tx): Promise<RecomputeRequest | undefined> {
    const [row] = await tx.query<RecomputeRequest>(NEXT);
    return row;
  }

  async marked(tx: Tx, id: number, units: number, crossSections: number): Promise<void> {
    await tx.query(MARKED, [id, units, crossSections]);
  }

  /** @returns how many units wait for their scores to be computed again */
  async markUnits(
    tx: Tx,
    { index_code, unit, from_day, to_day }: RecomputeScope,
    answered: readonly AnsweredSeries[],
  ): Promise<number> {
    const marked = await tx.query(MARK_UNITS, [
      index_code,
      unit,
      from_day,
      to_day,
      answered.map((series) => series.unit),
      answered.map(({ indicator }) => indicator),
      answered.map(({ of }) => of),
    ]);
    return marked.length;
  }

  nodes(tx: Tx, { index_code, unit, from_day, to_day }: RecomputeScope): Promise<NodeStretch[]> {
    return tx.query(NODES, [index_code, unit, from_day, to_day]);
  }

  indicators(tx: Tx, { unit, from_day, to_day }: RecomputeScope): Promise<IndicatorStretch[]> {
    return tx.query(INDICATORS, [unit, from_day, to_day]);
  }

  provinceRows(
    tx: Tx,
    { unit }: RecomputeScope,
  ): Promise<{ province: string; period_rule: string; period: string }[]> {
    return tx.query(PROVINCE_ROWS, [unit]);
  }
}
