import { Injectable } from '@nestjs/common';
import { type PublicationCompleted, type RankChanged } from '#contracts';
import { Database, statement } from '#persistence';
import { type KnownUntil } from '../questions/as-known-on.js';
import { withoutNulls } from '../questions/present.js';

export interface RankState {
  readonly subject: string;
  readonly rule: string;
  readonly period: string;
  readonly edition?: string;
  readonly completed: boolean;
  readonly ofN: number;
  readonly rows: RankChanged['rows'];
  readonly version: number;
  readonly demo: boolean;
  readonly knownFrom: string;
}

export type PublicationState = Pick<
  PublicationCompleted,
  'period' | 'state' | 'expected' | 'received' | 'publishedOn' | 'results'
>;

const RANKS = statement(
  'ranks_of_subjects',
  `SELECT DISTINCT ON (subject, period) subject, rule, period, edition, completed, of_n AS "ofN", rows, version, demo,
          known_from AS "knownFrom"
     FROM rank_version
    WHERE index_code = $1 AND subject = ANY($2) AND peer_group = $3 AND ($4::text IS NULL OR period = $4)
      AND known_from <= $5
    ORDER BY subject, period, version DESC`,
);
const PUBLICATIONS = statement(
  'publications_of_index',
  `SELECT DISTINCT ON (period) period, state, expected, received, published_on AS "publishedOn", results
     FROM publication_version WHERE index_code = $1 AND known_from <= $2
    ORDER BY period, version DESC`,
);

/** Reads rankings and publications in their newest version known at an instant. */
@Injectable()
export class RankingQuery {
  constructor(private readonly database: Database) {}

  /** Rankings of some subjects of an index among a peer group, of one period or of all. */
  async ranksOf(
    index: string,
    subjects: readonly string[],
    peerGroup: string,
    period: string | undefined,
    known: KnownUntil,
  ): Promise<RankState[]> {
    const values = [index, subjects, peerGroup, period ?? null, known];
    return (await this.database.query<RankState>(RANKS, values)).map(withoutNulls) as RankState[];
  }

  /** What was published of an index, by year. */
  async publicationsOf(index: string, known: KnownUntil): Promise<Map<string, PublicationState>> {
    const rows = await this.database.query<PublicationState>(PUBLICATIONS, [index, known]);
    return new Map(rows.map((row) => [row.period, withoutNulls(row)]));
  }
}
