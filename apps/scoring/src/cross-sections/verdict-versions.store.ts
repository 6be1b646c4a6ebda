import { hash } from 'node:crypto';
import { type Cause, stateOfContent } from '#contracts';
import { type Day } from '#periods';
import { type Statement, statement, type Tx } from '#persistence';
import { jsonList } from '../method/json-list.js';
import { type SubjectKey, subjectKeyOf } from './subject.js';

/** The newest version of a trend or rating. */
export interface Head {
  readonly key: SubjectKey;
  readonly unit: string;
  readonly period: string;
  readonly lastDay: Day;
  readonly version: number;
  readonly digest: string;
  /** The verdict, or the rating. */
  readonly tag: string;
  readonly knownFrom: string;
  readonly demo: boolean;
}

/** A state with its content, before it is known whether it differs from the newest version. */
export interface Verdict<C extends VerdictContent> {
  readonly key: SubjectKey;
  readonly content: C;
  readonly tag: string;
  readonly lastDay: Day;
  readonly knownFrom: string;
  readonly cause: Cause;
}

export interface VerdictContent {
  readonly unit: string;
  readonly period: string;
  readonly demo?: boolean;
}

interface HeadRow extends Omit<Head, 'key' | 'lastDay' | 'knownFrom'> {
  subject: string;
  index_code: string;
  period_rule: string;
  last_day: Day;
  known_from: string;
}

export const headKey = (key: SubjectKey, unit: string, period: string): string =>
  `${subjectKeyOf(key)}|${unit}|${period}`;

/** Versions of trends or ratings: added where the content differs, under the lock of their cross-section. */
export class VerdictVersions<C extends VerdictContent> {
  private readonly readHeads: Statement;
  private readonly add: Statement;

  constructor(table: 'trend_version' | 'rating_version', tag: 'verdict' | 'rating') {
    this.readHeads = statement(
      `${table}.heads`,
      `SELECT DISTINCT ON (v.subject, v.index_code, v.period_rule, v.unit, v.period)
              v.subject, v.index_code, v.period_rule, v.unit, v.period, v.last_day, v.version, v.digest, v.${tag} AS tag,
              v.known_from, v.demo
       FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) AS k (index_code, subject, period_rule, from_day)
       JOIN ${table} v ON v.subject = k.subject AND v.index_code = k.index_code AND v.period_rule = k.period_rule
         AND v.last_day >= k.from_day
       ORDER BY v.subject, v.index_code, v.period_rule, v.unit, v.period, v.version DESC`,
    );
    this.add = statement(
      `${table}.add`,
      `INSERT INTO ${table} (subject, index_code, period_rule, unit, period, last_day, version, digest, known_from, cause,
         demo, ${tag}, body)
       SELECT * FROM ROWS FROM (
         unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::int[], $8::text[],
           $9::timestamptz[], $10::text[], $11::boolean[], $12::text[]),
         string_to_table($13::text, chr(30)))`,
    );
  }

  async heads(
    tx: Tx,
    subjects: readonly (SubjectKey & { readonly back: Day })[],
  ): Promise<Map<string, Head>> {
    if (subjects.length === 0) return new Map();
    const rows = await tx.query<HeadRow>(this.readHeads, [
      subjects.map(({ index }) => index),
      subjects.map(({ subject }) => subject),
      subjects.map(({ rule }) => rule),
      subjects.map(({ back }) => back),
    ]);
    return new Map(
      rows.map((row) => {
        const {
          subject,
          index_code: index,
          period_rule: rule,
          last_day: lastDay,
          known_from: knownFrom,
        } = row;
        const key = { index, subject, rule };
        return [headKey(key, row.unit, row.period), { ...row, key, lastDay, knownFrom }];
      }),
    );
  }

  /** Adds the versions that differ from their heads; gives the states that go out. */
  async save(
    tx: Tx,
    verdicts: readonly Verdict<C>[],
    heads: ReadonlyMap<string, Head>,
    catalogueVersion: number,
  ): Promise<(C & StateFields)[]> {
    const fresh = verdicts.flatMap((verdict) => {
      const { key, content, cause, knownFrom } = verdict;
      const head = heads.get(headKey(key, content.unit, content.period));
      const json = JSON.stringify(content);
      const digest = hash('md5', json, 'base64');
      if (head?.digest === digest) return [];
      const version = (head?.version ?? 0) + 1;
      const data = stateOfContent(content, json, { knownFrom, version, cause, catalogueVersion });
      return { ...verdict, digest, data };
    });
    if (fresh.length === 0) return [];
    await tx.query(this.add, [
      fresh.map(({ key }) => key.subject),
      fresh.map(({ key }) => key.index),
      fresh.map(({ key }) => key.rule),
      fresh.map(({ content }) => content.unit),
      fresh.map(({ content }) => content.period),
      fresh.map(({ lastDay }) => lastDay),
      fresh.map(({ data }) => data.version),
      fresh.map(({ digest }) => digest),
      fresh.map(({ knownFrom }) => knownFrom),
      fresh.map(({ cause }) => cause),
      fresh.map(({ content }) => content.demo === true),
      fresh.map(({ tag }) => tag),
      jsonList(fresh.map(({ data }) => data)),
    ]);
    return fresh.map(({ data }) => data);
  }
}

interface StateFields {
  readonly knownFrom: string;
  readonly version: number;
  readonly cause: Cause;
  readonly catalogueVersion: number;
}
