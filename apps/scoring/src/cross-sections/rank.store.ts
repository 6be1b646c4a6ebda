import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Cause, type RankChanged, stateOfContent } from '#contracts';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { jsonList } from '../method/json-list.js';
import { subjectFields, type SubjectKey, subjectKeyOf } from './subject.js';

export interface RankDraft {
  readonly content: Omit<RankChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;
  readonly index: string;
  readonly knownFrom: string;
  readonly lastDay: Day;
  readonly cause: Cause;
}

interface HeadRow {
  subject: string;
  index_code: string;
  period_rule: string;
  peer_group: string;
  period: string;
  last_day: Day;
  version: number;
  digest: string;
  known_from: string;
}

/** A group of which every ranking of a subject from a day on has been computed. */
export interface RankedGroup extends SubjectKey {
  readonly subjectKind: RankChanged['subjectKind'];
  readonly group: string;
  readonly from: Day;
  readonly cause: Cause;
}

const READ_HEADS = statement(
  'rank-version.heads',
  `SELECT DISTINCT ON (v.subject, v.index_code, v.period_rule, v.peer_group, v.period)
          v.subject, v.index_code, v.period_rule, v.peer_group, v.period, v.last_day, v.version,
          v.digest, v.known_from
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[])
     AS k (index_code, subject, period_rule, peer_group, from_day)
   JOIN rank_version v ON v.subject = k.subject AND v.index_code = k.index_code AND v.period_rule = k.period_rule
     AND v.peer_group = k.peer_group AND v.last_day >= k.from_day
   ORDER BY v.subject, v.index_code, v.period_rule, v.peer_group, v.period, v.version DESC`,
);

const ADD = statement(
  'rank-version.add',
  `INSERT INTO rank_version (subject, index_code, period_rule, peer_group, period, last_day, version, digest, known_from,
     cause, demo, body)
   SELECT * FROM ROWS FROM (
     unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::int[], $8::text[],
       $9::timestamptz[], $10::text[], $11::boolean[]),
     string_to_table($12::text, chr(30)))`,
);

const keyOf = (subject: string, index: string, rule: string, group: string, period: string): string =>
  `${subject}|${index}|${rule}|${group}|${period}`;

@Injectable()
export class RankStore {
  /** Adds the rankings that differ from their newest version, under the lock of their cross-section. */
  async save(
    tx: Tx,
    drafts: readonly RankDraft[],
    groups: readonly RankedGroup[],
    catalogueVersion: number,
  ): Promise<RankChanged[]> {
    if (groups.length === 0) return [];
    const heads = await this.heads(tx, groups);
    const fresh = [...drafts, ...emptied(groups, heads, drafts)].flatMap((draft) => {
      const { content, index, knownFrom, cause } = draft;
      const { subject, periodRule, peerGroup, period } = content;
      const head = heads.get(keyOf(subject, index, periodRule, peerGroup, period));
      const json = JSON.stringify(content);
      const digest = hash('md5', json, 'base64');
      if (head?.digest === digest || (!head && content.ofN === 0)) return [];
      const version = (head?.version ?? 0) + 1;
      const data = stateOfContent(content, json, { knownFrom, version, cause, catalogueVersion });
      return { ...draft, digest, data };
    });
    if (fresh.length === 0) return [];
    await tx.query(ADD, [
      fresh.map(({ data }) => data.subject),
      fresh.map(({ index }) => index),
      fresh.map(({ data }) => data.periodRule),
      fresh.map(({ data }) => data.peerGroup),
      fresh.map(({ data }) => data.period),
      fresh.map(({ lastDay }) => lastDay),
      fresh.map(({ data }) => data.version),
      fresh.map(({ digest }) => digest),
      fresh.map(({ knownFrom }) => knownFrom),
      fresh.map(({ cause }) => cause),
      fresh.map(({ data }) => data.demo === true),
      jsonList(fresh.map(({ data }) => data)),
    ]);
    return fresh.map(({ data }) => data);
  }

  private async heads(tx: Tx, groups: readonly RankedGroup[]): Promise<Map<string, HeadRow>> {
    const rows = await tx.query<HeadRow>(READ_HEADS, [
      groups.map(({ index }) => index),
      groups.map(({ subject }) => subject),
      groups.map(({ rule }) => rule),
      groups.map(({ group }) => group),
      groups.map(({ from }) => from),
    ]);
    return new Map(
      rows.map((row) => [
        keyOf(row.subject, row.index_code, row.period_rule, row.peer_group, row.period),
        row,
      ]),
    );
  }
}

/** Rankings that stand although nothing of their period is known any more. */
function emptied(
  groups: readonly RankedGroup[],
  heads: ReadonlyMap<string, HeadRow>,
  drafts: readonly RankDraft[],
): RankDraft[] {
  const ranked = new Set(
    drafts.map(({ index, content: { subject, periodRule, peerGroup, period } }) =>
      keyOf(subject, index, periodRule, peerGroup, period),
    ),
  );
  const byName = new Map(groups.map((group) => [`${subjectKeyOf(group)}|${group.group}`, group]));
  return [...heads].flatMap(([name, head]) => {
    if (ranked.has(name)) return [];
    const { subject, index_code: index, period_rule: rule, peer_group: peerGroup, period } = head;
    const group = byName.get(`${subjectKeyOf({ subject, index, rule })}|${peerGroup}`)!;
    const identity = { ...subjectFields(group, group.subjectKind), period, periodRule: rule, peerGroup };
    return {
      index,
      content: { ...identity, completed: false, ofN: 0, rows: [] },
      knownFrom: head.known_from,
      lastDay: head.last_day,
      cause: group.cause,
    };
  });
}
