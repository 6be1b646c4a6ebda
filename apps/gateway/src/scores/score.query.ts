import { Injectable } from '@nestjs/common';
import { type ScoreChanged, type ScoreRow, type ScoreVersion, underEdition } from '#contracts';
import { Database, statement } from '#persistence';
import { type KnownUntil } from '../questions/as-known-on.js';
import { Conditions } from '../questions/conditions.js';
import { withoutNulls } from '../questions/present.js';

/** A score in its newest version known at the instant asked for. */
export type ScoreState = Omit<ScoreRow, 'status'>;
export type ScoreWithParts = ScoreState & { parts: ScoreChanged['parts'] };

export interface ScoreFilter {
  readonly index?: string | undefined;
  readonly unit?: string | undefined;
  readonly period?: string | undefined;
  readonly level?: string | undefined;
  readonly component?: string | undefined;
  readonly edition?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

const CELL = 'unit, index_code, component, rule, period';
const STATE = `unit, index_code AS index, component, period, rule AS "periodRule", edition, level, state, reason, value,
  published, coverage, version, catalogue_version AS "catalogueVersion", cause, known_from AS "knownFrom", demo`;
const NEWEST = `SELECT DISTINCT ON (${CELL})`;
/** The index of a code, whatever the edition under which it stands. */
const INDEX = `split_part(index_code, '@', 1)`;
/** CELL as STATE names it. */
const ANSWERED = 'unit, index, component, "periodRule", period';
const IN_ORDER = `ORDER BY ${CELL}, version DESC`;

const OF_PERIOD = statement(
  'scores_of_period',
  `${NEWEST} ${STATE} FROM score_version WHERE period = $1 AND index_code = ANY($2) AND known_from <= $3 ${IN_ORDER}`,
);
const WITH_PARTS = statement(
  'scores_with_parts',
  `${NEWEST} ${STATE}, parts FROM score_version
    WHERE unit = $1 AND index_code = $2 AND period = $3 AND known_from <= $4 ${IN_ORDER}`,
);
const OF_SERIES = statement(
  'scores_of_series',
  `${NEWEST} ${STATE} FROM score_version
    WHERE unit = $1 AND index_code = $2 AND component = ANY($3) AND known_from <= $4 ${IN_ORDER}`,
);
const VERSIONS = statement(
  'score_versions',
  `SELECT ${STATE} FROM score_version
    WHERE unit = $1 AND index_code = ANY($2) AND component = $3 AND known_from <= $4
    ORDER BY rule, period, version DESC`,
);
const PERIODS = statement(
  'score_periods',
  // A loose index scan: a few dozen periods among a hundred thousand rows.
  `WITH RECURSIVE found AS (
     (SELECT period FROM score_version WHERE unit = $1 AND index_code = $2 AND component = $3 AND rule = $4
       ORDER BY period DESC LIMIT 1)
     UNION ALL
     SELECT (SELECT period FROM score_version s WHERE unit = $1 AND index_code = $2 AND component = $3 AND rule = $4
              AND s.period < found.period ORDER BY period DESC LIMIT 1)
       FROM found WHERE found.period IS NOT NULL)
   SELECT period FROM found WHERE period IS NOT NULL ORDER BY period DESC`,
);
const ALL_PERIODS = statement(
  'score_periods_of_index',
  `WITH RECURSIVE found AS (
     (SELECT period FROM score_version ORDER BY period DESC LIMIT 1)
     UNION ALL
     SELECT (SELECT period FROM score_version s WHERE s.period < found.period ORDER BY period DESC LIMIT 1)
       FROM found WHERE found.period IS NOT NULL)
   SELECT period FROM found
    WHERE period IS NOT NULL AND EXISTS (
      SELECT FROM score_version s WHERE s.period = found.period AND s.index_code = $1)
    ORDER BY period DESC`,
);

/** Reads scores: of each cell the newest version known at an instant. */
@Injectable()
export class ScoreQuery {
  constructor(private readonly database: Database) {}

  /** All cells of some indices in one period. */
  ofPeriod(period: string, indices: readonly string[], known: KnownUntil): Promise<ScoreState[]> {
    return this.read(OF_PERIOD, [period, indices, known]);
  }

  /** All nodes of one index for a unit and period, with what they were made of. */
  withParts(unit: string, index: string, period: string, known: KnownUntil): Promise<ScoreWithParts[]> {
    return this.read(WITH_PARTS, [unit, index, period, known]);
  }

  /** Some nodes of a unit in all periods. */
  ofSeries(
    unit: string,
    index: string,
    components: readonly string[],
    known: KnownUntil,
  ): Promise<ScoreState[]> {
    return this.read(OF_SERIES, [unit, index, components, known]);
  }

  /** Every version of one node of a unit, in all periods, under one index or more. */
  versionsOf(
    unit: string,
    indices: readonly string[],
    component: string,
    known: KnownUntil,
  ): Promise<ScoreState[]> {
    return this.read(VERSIONS, [unit, indices, component, known]);
  }

  /** Periods in which a node has scores, newest first. */
  async periodsOf(unit: string, index: string, component: string, rule: string): Promise<string[]> {
    const rows = await this.database.query<{ period: string }>(PERIODS, [unit, index, component, rule]);
    return rows.map((row) => row.period);
  }

  /** Periods in which an index has scores for any unit, newest first. */
  async periodsOfIndex(index: string): Promise<string[]> {
    return (await this.database.query<{ period: string }>(ALL_PERIODS, [index])).map((row) => row.period);
  }

  /** A page of scores by their key: those of the leading editions, or of the one that is named. */
  list(filter: ScoreFilter, known: KnownUntil): Promise<ScoreState[]> {
    const { index, edition } = filter;
    const conditions = new Conditions()
      .where('unit =', filter.unit)
      .where(edition === undefined ? 'index_code =' : `${INDEX} =`, index)
      .where('index_code NOT LIKE', (index ?? edition) ? undefined : underEdition('%', '%'))
      .where('period =', filter.period)
      .where('level =', filter.level)
      .where('component =', filter.component)
      .where('known_from <=', known)
      .after(CELL, filter.after);
    const newest = `${NEWEST} ${STATE} FROM score_version WHERE ${conditions.text} ${IN_ORDER}`;
    const sql =
      edition === undefined
        ? newest
        : `SELECT * FROM (${newest}) AS newest WHERE edition = ${conditions.place(edition)} ORDER BY ${ANSWERED}`;
    return this.read(`${sql} LIMIT ${conditions.place(filter.limit)}`, conditions.values);
  }

  private async read<R extends object>(
    sql: Parameters<Database['query']>[0],
    values: unknown[],
  ): Promise<R[]> {
    return (await this.database.query<R>(sql, values)).map((row) => withoutNulls(row) as R);
  }
}

export const versionOf = ({ version, value, state, cause, knownFrom }: ScoreState): ScoreVersion => ({
  version,
  ...(value === undefined ? {} : { value }),
  state,
  cause,
  knownFrom,
});
