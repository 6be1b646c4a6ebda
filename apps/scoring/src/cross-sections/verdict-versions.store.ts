import { type Cause, stateOfContent } from '#contracts';
import { type Day } from '#periods';
import { type Statement, statement, type Tx } from '#persistence';
import { jsonList } from '../method/json-list.js';
import { Heads } from './heads.js';
import { type StandingKey } from './standing-key.js';
import { textDigest } from '../method/text-digest.js';

/** A state with its content, before it is known whether it differs from the newest version. */
export interface Verdict<C extends VerdictContent> {
  readonly key: StandingKey;
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

interface HeadRow {
  readonly at: number;
  readonly unit: string;
  readonly period: string;
  readonly last_day: Day;
  readonly version: number;
  readonly digest: string;
  readonly tag: string;
  readonly known_from: string;
  readonly demo: boolean;
}

/** What is read: a subject from a day on. */
interface Wanted extends StandingKey {
  readonly back: Day;
}

/** Versions of trends or ratings: added where the content differs, under the lock of their cross-section. */
export class VerdictVersions<C extends VerdictContent> {
  private readonly readHeads: Statement;
  private readonly add: Statement;

  constructor(table: 'trend_version' | 'rating_version', tag: 'verdict' | 'rating') {
    this.readHeads = statement(
      `${table}.heads`,
      `SELECT DISTINCT ON (k.at, v.unit, v.period)
              k.at::int, v.unit, v.period, v.last_day, v.version, v.digest, v.${tag} AS tag, v.known_from, v.demo
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[]) WITH ORDINALITY
         AS k (index_code, subject, period_rule, own_row, from_day, at)
       JOIN ${table} v ON v.subject = k.subject AND v.index_code = k.index_code AND v.period_rule = k.period_rule
         AND v.last_day >= k.from_day AND (k.own_row = '' OR v.unit = k.own_row)
       ORDER BY k.at, v.unit, v.period, v.version DESC`,
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

  /** The newest versions of each subject, in the order of the subjects. */
  async heads(tx: Tx, subjects: readonly Wanted[]): Promise<Heads[]> {
    const heads = subjects.map(() => new Heads());
    if (subjects.length === 0) return heads;
    const rows = await tx.query<HeadRow>(this.readHeads, [
      subjects.map(({ index }) => index),
      subjects.map(({ subject }) => subject),
      subjects.map(({ rule }) => rule),
      subjects.map(({ ownRow }) => ownRow),
      subjects.map(({ back }) => back),
    ]);
    for (const {
      at,
      unit,
      period,
      last_day: lastDay,
      version,
      digest,
      tag,
      known_from: knownFrom,
      demo,
    } of rows)
      heads[at - 1]!.set(unit, period, { lastDay, version, digest, tag, knownFrom, demo });
    return heads;
  }

  /**
   * Adds the versions that differ from their heads, which they then are; gives the states that go out.
   *
   * @param headsOf  those of a verdict's subject
   */
  async save(
    tx: Tx,
    verdicts: readonly Verdict<C>[],
    headsOf: (verdict: Verdict<C>) => Heads,
    catalogueVersion: number,
  ): Promise<(C & StateFields)[]> {
    const fresh = verdicts.flatMap((verdict) => {
      const { content, cause, knownFrom, lastDay, tag } = verdict;
      const heads = headsOf(verdict);
      const head = heads.of(content.unit, content.period);
      const json = JSON.stringify(content);
      const digest = textDigest(json);
      if (head?.digest === digest) return [];
      const version = (head?.version ?? 0) + 1;
      const demo = content.demo === true;
      heads.set(content.unit, content.period, { lastDay, version, digest, tag, knownFrom, demo });
      const data = stateOfContent(content, json, { knownFrom, version, cause, catalogueVersion });
      return { ...verdict, digest, data };
    });
    if (fresh.length === 0) return [];
    tx.send(this.add, [
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
