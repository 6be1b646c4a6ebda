import { Injectable } from '@nestjs/common';
import { type Rating, type Strength, type TrendChanged, type Verdict } from '#contracts';
import { Database, statement } from '#persistence';
import { type KnownUntil } from '../questions/as-known-on.js';
import { withoutNulls } from '../questions/present.js';
import { type PeriodWindow } from './period-window.js';

export type SubjectKind = 'index' | 'component' | 'indicator';

export interface RatingRow {
  readonly unit: string;
  readonly index: string;
  readonly subject: string;
  readonly rule: string;
  readonly period: string;
  readonly back: number;
  readonly rating: Rating;
  readonly reason: string;
  readonly value?: number;
  readonly planned?: number;
  readonly base?: number;
  readonly attainment?: number;
  readonly tolerance?: number;
  readonly ruleVersion: string;
  readonly demo: boolean;
  readonly knownFrom: string;
}

export interface TrendRowState {
  readonly unit: string;
  readonly index: string;
  readonly subject: string;
  readonly rule: string;
  readonly period: string;
  readonly verdict: Verdict;
  readonly strength: Strength;
  readonly state: TrendChanged;
}

const SERIES = 'unit, index_code AS index, subject, rule, period';
const RATING = `${SERIES}, rating, reason, value, planned, base, attainment, tolerance,
  rule_version AS "ruleVersion", demo, known_from AS "knownFrom"`;
const WINDOW = 'unnest($1::text[], $2::text[], $3::int[]) AS w(rule, period, back)';

const RATINGS_IN = statement(
  'ratings_in',
  `SELECT DISTINCT ON (unit, index_code, subject, rule) ${RATING}, back
     FROM rating_version JOIN ${WINDOW} USING (rule, period)
    WHERE known_from <= $4 AND subject_kind = ANY($5)
    ORDER BY unit, index_code, subject, rule, back, version DESC`,
);
const TRENDS_IN = statement(
  'trends_in',
  `SELECT DISTINCT ON (unit, index_code, subject, rule) ${SERIES}, verdict, strength, state
     FROM trend_version JOIN ${WINDOW} USING (rule, period)
    WHERE known_from <= $4 AND subject_kind = ANY($5)
    ORDER BY unit, index_code, subject, rule, back, version DESC`,
);
const RATINGS_OF_SERIES = statement(
  'ratings_of_series',
  `SELECT DISTINCT ON (rule, period) ${RATING}, 0 AS back FROM rating_version
    WHERE unit = $1 AND index_code = $2 AND subject = $3 AND known_from <= $4
    ORDER BY rule, period, version DESC`,
);
const TREND_OF_SERIES = statement(
  'trend_of_series',
  `SELECT ${SERIES}, verdict, strength, state FROM trend_version
    WHERE unit = $1 AND index_code = $2 AND subject = $3 AND rule = $4 AND period <= $5 AND known_from <= $6
    ORDER BY period DESC, version DESC LIMIT 1`,
);

/** A verdict that was taken back is a version like any other, so that it can be asked what was known before. */
const isSaid = ({ reason }: RatingRow): boolean => reason !== 'withdrawn';
const stands = ({ state }: TrendRowState): boolean => state.withdrawn !== true;

/** Reads ratings and trends: the newest version known at an instant. */
@Injectable()
export class MarkQuery {
  constructor(private readonly database: Database) {}

  /** The newest rating of each series within the window. */
  async ratingsIn(
    window: PeriodWindow,
    kinds: readonly SubjectKind[],
    known: KnownUntil,
  ): Promise<RatingRow[]> {
    const { rules, periods, back } = window;
    const rows = await this.database.query<RatingRow>(RATINGS_IN, [rules, periods, back, known, kinds]);
    return rows.filter(isSaid).map(withoutNulls);
  }

  async trendsIn(
    window: PeriodWindow,
    kinds: readonly SubjectKind[],
    known: KnownUntil,
  ): Promise<TrendRowState[]> {
    const { rules, periods, back } = window;
    const rows = await this.database.query<TrendRowState>(TRENDS_IN, [rules, periods, back, known, kinds]);
    return rows.filter(stands);
  }

  async ratingsOfSeries(
    unit: string,
    index: string,
    subject: string,
    known: KnownUntil,
  ): Promise<RatingRow[]> {
    const rows = await this.database.query<RatingRow>(RATINGS_OF_SERIES, [unit, index, subject, known]);
    return rows.filter(isSaid).map(withoutNulls);
  }

  /** The trend of a series as it stood at the end of a period. */
  async trendOfSeries(
    series: { unit: string; index: string; subject: string; rule: string },
    until: string,
    known: KnownUntil,
  ): Promise<TrendRowState | undefined> {
    const { unit, index, subject, rule } = series;
    const values = [unit, index, subject, rule, until, known];
    return (await this.database.query<TrendRowState>(TREND_OF_SERIES, values)).find(stands);
  }
}
