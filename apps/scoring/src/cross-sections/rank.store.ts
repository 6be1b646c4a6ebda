import { Injectable } from '@nestjs/common';
import { type Cause, type RankChanged, stateOfContent } from '#contracts';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { jsonList } from '../method/json-list.js';
import { Heads } from './heads.js';
import { subjectFields, type SubjectKey, subjectKeyOf } from './subject.js';
import { textDigest } from '../method/text-digest.js';

export interface RankDraft {
  readonly content: Omit<RankChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;
  readonly index: string;
  readonly knownFrom: string;
  readonly lastDay: Day;
  readonly cause: Cause;
}

interface HeadRow {
  readonly at: number;
  readonly peer_group: string;
  readonly period: string;
  readonly last_day: Day;
  readonly version: number;
  readonly digest: string;
  readonly known_from: string;
  readonly demo: boolean;
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
  `SELECT DISTINCT ON (k.at, v.peer_group, v.period)
          k.at::int, v.peer_group, v.period, v.last_day, v.version, v.digest, v.known_from, v.demo
   FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) WITH ORDINALITY
     AS k (index_code, subject, period_rule, from_day, at)
   JOIN rank_version v ON v.subject = k.subject AND v.index_code = k.index_code AND v.period_rule = k.period_rule
     AND v.last_day >= k.from_day
   ORDER BY k.at, v.peer_group, v.period, v.version DESC`,
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

@Injectable()
export class RankStore {
  /** The newest rankings of each subject by peer group, in the order of the subjects. */
  async heads(tx: Tx, subjects: readonly (SubjectKey & { readonly back: Day })[]): Promise<Heads[]> {
    const heads = subjects.map(() => new Heads());
    if (subjects.length === 0) return heads;
    const rows = await tx.query<HeadRow>(READ_HEADS, [
      subjects.map(({ index }) => index),
      subjects.map(({ subject }) => subject),
      subjects.map(({ rule }) => rule),
      subjects.map(({ back }) => back),
    ]);
    for (const { at, peer_group: group, period, last_day: lastDay, known_from: knownFrom, ...row } of rows)
      heads[at - 1]!.set(group, period, { ...row, lastDay, knownFrom, tag: '' });
    return heads;
  }

  /**
   * Adds the rankings that differ from their newest version, which they then are, under the lock of their cross-section.
   *
   * @param headsOf  those of a subject
   */
  async save(
    tx: Tx,
    drafts: readonly RankDraft[],
    groups: readonly RankedGroup[],
    headsOf: (subject: SubjectKey) => Heads,
    catalogueVersion: number,
  ): Promise<RankChanged[]> {
    const fresh = [...drafts, ...emptied(groups, headsOf, drafts)].flatMap((draft) => {
      const { content, index, knownFrom, cause, lastDay } = draft;
      const { subject, periodRule: rule, peerGroup, period } = content;
      const heads = headsOf({ index, subject, rule });
      const head = heads.of(peerGroup, period);
      const json = JSON.stringify(content);
      const digest = textDigest(json);
      if (head?.digest === digest || (!head && content.ofN === 0)) return [];
      const version = (head?.version ?? 0) + 1;
      const demo = content.demo === true;
      heads.set(peerGroup, period, { lastDay, version, digest, tag: '', knownFrom, demo });
      const data = stateOfContent(content, json, { knownFrom, version, cause, catalogueVersion });
      return { ...draft, digest, data };
    });
    if (fresh.length === 0) return [];
    tx.send(ADD, [
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
}

/** Rankings that stand although nothing of their period is known any more. */
function emptied(
  groups: readonly RankedGroup[],
  headsOf: (subject: SubjectKey) => Heads,
  drafts: readonly RankDraft[],
): RankDraft[] {
  const nameOf = (key: SubjectKey, group: string, period: string) =>
    `${subjectKeyOf(key)}|${group}|${period}`;
  const ranked = new Set(
    drafts.map(({ index, content: { subject, periodRule: rule, peerGroup, period } }) =>
      nameOf({ subject, index, rule }, peerGroup, period),
    ),
  );
  return groups.flatMap((group) =>
    [...headsOf(group).since(group.from)].flatMap(({ unit: peerGroup, period, head }) => {
      if (peerGroup !== group.group || ranked.has(nameOf(group, peerGroup, period))) return [];
      const identity = {
        ...subjectFields(group, group.subjectKind),
        period,
        periodRule: group.rule,
        peerGroup,
      };
      return {
        index: group.index,
        content: { ...identity, completed: false, ofN: 0, rows: [] },
        knownFrom: head.knownFrom,
        lastDay: head.lastDay,
        cause: group.cause,
      };
    }),
  );
}
